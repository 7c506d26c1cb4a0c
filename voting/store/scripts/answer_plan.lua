-- Store one answer to an open question of a plan, if nothing as new is stored already.
-- KEYS  1 the plan's hash   2 the answers
-- ARGV  1 question's id   2 when it was opened   3 hint channel   4 hint   5 device   6 sequence
--       7 ballot
-- Returns "stored", "kept" or "closed", and the ballot now held ("" for none), as cast.lua does.
local field = ARGV[1] .. ':' .. ARGV[5]
local held = redis.call('HGET', KEYS[2], field)
if held and tonumber(string.match(held, '^%[(%d+)')) >= tonumber(ARGV[6]) then
  return {'kept', held}
end
if redis.call('HGET', KEYS[1], 'open:' .. ARGV[1]) ~= ARGV[2] then
  return {'closed', held or ''}
end
redis.call('HSET', KEYS[2], field, ARGV[7])
if not held then
  redis.call('PUBLISH', ARGV[3], ARGV[4])
end
return {'stored', ARGV[7]}
