-- Note which area a workshop is one of, unless the workshop is there no more.
-- KEYS  1 gate   2 the back link
-- ARGV  1 area
-- Returns the area it was said to be one of before, "" for none; nothing if there is no workshop.
if redis.call('HEXISTS', KEYS[1], 'revision') == 0 then
  return false
end
local before = redis.call('GET', KEYS[2]) or ''
redis.call('SET', KEYS[2], ARGV[1])
return before
