// DuckDB's bare aggregates over the same windows: count, min, max, mean, median of each metric by symbol, two threads.
//   node duckdb_peer.cjs PATTERN
const { DuckDBInstance } = require('@duckdb/node-api');

async function main() {
  const instance = await DuckDBInstance.create(':memory:', { threads: '2' });
  const connection = await instance.connect();
  const metrics = ['net_bps', 'maker_taker_ratio', 'p95_latency_ms', 'risk_ratio'];
  const columns = ['symbol: \'VARCHAR\'', 'iteration: \'BIGINT\'', ...metrics.map((m) => `${m}: 'DOUBLE'`)].join(', ');
  const aggregates = metrics.map((m) => `min(${m}), max(${m}), avg(${m}), median(${m})`).join(', ');
  const reader = await connection.runAndReadAll(
    `SELECT symbol, count(*), max(iteration), ${aggregates}
     FROM read_json('${process.argv[2]}', format = 'newline_delimited', columns = {${columns}})
     GROUP BY symbol ORDER BY symbol`);
  console.log(reader.getRows().length, 'symbols');
}

main();
