/** Loaded before a bot that is to be killed, or whose clock is wrong (`--import`). */
import './clock.ts';
import './http.ts';
import './postgres.ts';
import './sqlite.ts';
