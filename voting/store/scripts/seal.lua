-- The mark of a saved document: revision and seal. A gate that has no seal gets it, as one restored
-- from a backup by an earlier version has none; a workshop that is being erased has no mark.
-- KEYS  1 document   2 gate
-- Returns revision and seal, or nothing.
local revision = redis.call('HGET', KEYS[2], 'revision')
local document = redis.call('GET', KEYS[1])
if not revision or not document then
  return {}
end
local seal = redis.call('HGET', KEYS[2], 'seal')
if not seal then
  seal = redis.sha1hex(document)
  redis.call('HSET', KEYS[2], 'seal', seal)
end
return {revision, seal}
