// Tells the style sheet, before anything is laid out, that there is a script.
document.documentElement.className = 'js';
