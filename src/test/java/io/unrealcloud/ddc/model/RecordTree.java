package io.unrealcloud.ddc.model;

import java.lang.reflect.RecordComponent;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/** Records as plain maps, for golden files; of sealed families the kind is named. */
final class RecordTree {

    private RecordTree() {}

    static Object of(Object value) {
        return switch (value) {
            case null -> null;
            case Optional<?> optional -> of(optional.orElse(null));
            case java.util.Set<?> set ->
                new TreeSet<>(set).stream().map(RecordTree::of).toList();
            case Collection<?> collection ->
                collection.stream().map(RecordTree::of).toList();
            case Record record -> record(record);
            case Enum<?> constant -> constant.name();
            default -> value;
        };
    }

    private static Map<String, Object> record(Record record) {
        Map<String, Object> tree = new LinkedHashMap<>();
        for (Class<?> family : record.getClass().getInterfaces()) {
            if (family.isSealed()) {
                tree.put("kind", record.getClass().getSimpleName());
            }
        }
        for (RecordComponent component : record.getClass().getRecordComponents()) {
            tree.put(component.getName(), of(read(record, component)));
        }
        return tree;
    }

    private static Object read(Record record, RecordComponent component) {
        try {
            component.getAccessor().setAccessible(true);
            return component.getAccessor().invoke(record);
        } catch (ReflectiveOperationException impossible) {
            throw new AssertionError(impossible);
        }
    }
}
