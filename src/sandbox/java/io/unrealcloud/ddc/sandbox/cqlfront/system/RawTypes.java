package io.unrealcloud.ddc.sandbox.cqlfront.system;

import com.datastax.oss.driver.api.core.type.DataType;
import com.datastax.oss.driver.api.core.type.ListType;
import com.datastax.oss.driver.api.core.type.MapType;
import com.datastax.oss.driver.api.core.type.SetType;
import com.datastax.oss.protocol.internal.response.result.RawType;

/** Types as result metadata writes them. */
final class RawTypes {
    private RawTypes() {}

    static RawType of(DataType type) {
        if (type instanceof ListType list) {
            return new RawType.RawList(of(list.getElementType()));
        }
        if (type instanceof SetType set) {
            return new RawType.RawSet(of(set.getElementType()));
        }
        if (type instanceof MapType map) {
            return new RawType.RawMap(of(map.getKeyType()), of(map.getValueType()));
        }
        RawType primitive = RawType.PRIMITIVES.get(type.getProtocolCode());
        if (primitive == null) {
            throw new IllegalArgumentException("System tables have no columns of type " + type);
        }
        return primitive;
    }
}
