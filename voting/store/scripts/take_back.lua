-- Delete what one person rated ahead, with the reasons; what was shown of it stays in its round.
-- KEYS  1 gate   2 what was rated ahead   3 its reasons
-- ARGV  1 person   2 hint channel   3 hint
-- Returns how many ratings there were.
local mine, taken = ARGV[1] .. ':', 0
for _, field in ipairs(redis.call('HKEYS', KEYS[2])) do
  if string.sub(field, 1, #mine) == mine then
    taken = taken + redis.call('HDEL', KEYS[2], field)
  end
end
for _, field in ipairs(redis.call('HKEYS', KEYS[3])) do
  if string.sub(field, 1, #mine) == mine then
    redis.call('HDEL', KEYS[3], field)
  end
end
if redis.call('HGET', KEYS[1], 'ahead') == 'open' then
  redis.call('HDEL', KEYS[2], 'sector:' .. ARGV[1])  -- later, what was shown is judged by it
end
if taken > 0 and redis.call('HEXISTS', KEYS[1], 'revision') == 1 then
  local changes = tonumber(redis.call('HGET', KEYS[2], 'changes') or '0') + 1
  redis.call('HSET', KEYS[2], 'changes', changes)
  redis.call('PUBLISH', ARGV[2], ARGV[3])
end
return taken
