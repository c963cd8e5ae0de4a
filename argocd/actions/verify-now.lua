-- A new value asks for one PUT and GET now.
obj.metadata.annotations = obj.metadata.annotations or {}
obj.metadata.annotations["ddc.unrealcloud.io/verify-at"] = os.date("!%Y-%m-%dT%H:%M:%SZ")
return obj
