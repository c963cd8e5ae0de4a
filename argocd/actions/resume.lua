if obj.metadata.annotations ~= nil then
  obj.metadata.annotations["ddc.unrealcloud.io/paused"] = nil
end
return obj
