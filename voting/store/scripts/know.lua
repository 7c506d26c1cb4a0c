-- Keep the area's pseudonym of a person, unless the workshop is there no more.
-- KEYS  1 gate   2 known   3 the back link
-- ARGV  1 person   2 pseudonym   3 the area that knows them by it
-- Returns the area that the workshop is one of, "" for none: unless it is that of ARGV[3] nothing is
-- written; nothing if there is no workshop.
if redis.call('HEXISTS', KEYS[1], 'revision') == 0 then
  return false
end
local area = redis.call('GET', KEYS[3]) or ''
if area == ARGV[3] then
  redis.call('HSET', KEYS[2], ARGV[1], ARGV[2])
end
return area
