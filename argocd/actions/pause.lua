-- The operator changes nothing of this resource until it is resumed.
obj.metadata.annotations = obj.metadata.annotations or {}
obj.metadata.annotations["ddc.unrealcloud.io/paused"] = "true"
return obj
