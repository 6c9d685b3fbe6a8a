-- The violation hashes of this server that do not have exactly eight fields and a time to live.
local broken = {}
for _, key in ipairs(redis.call('KEYS', '*:soak:violations:*')) do
  if redis.call('TYPE', key).ok == 'hash' then
    if redis.call('HLEN', key) ~= 8 or redis.call('TTL', key) <= 0 then
      table.insert(broken, key)
    end
  end
end
return broken
