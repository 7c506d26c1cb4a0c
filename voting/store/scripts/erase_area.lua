-- Erase an area in one step, if it is still at the revision it was judged at.
-- KEYS  1 the document's hash   2.. everything else of the area
-- ARGV  1 revision expected ("": whichever it is)   2 hint channel   3 hint
-- Returns 1 when it is gone, 0 when somebody has changed it since.
local now = redis.call('HGET', KEYS[1], 'revision')
if ARGV[1] ~= '' and now and now ~= ARGV[1] then
  return 0
end
redis.call('DEL', unpack(KEYS))
redis.call('PUBLISH', ARGV[2], ARGV[3])
return 1
