package io.github.puppetha.validate.internal;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * {@link FileFacts} as bytes and back. Knows strings, numbers, booleans, enums, lists, records and
 * sealed interfaces of records; no nulls. Not for several threads.
 */
public final class FactsCodec {
  private static final int LONGEST = 1 << 28;

  /** Looked up once: reflection is slow to answer, and there are many facts. */
  private static final ClassValue<Shape> SHAPES =
      new ClassValue<>() {
        @Override
        protected Shape computeValue(Class<?> type) {
          return Shape.of(type);
        }
      };

  private final Map<String, Integer> numbers = new HashMap<>();
  private final List<String> words = new ArrayList<>();

  /**
   * How a class is written.
   *
   * @param choices of a sealed interface: its records
   * @param types of a record: what its components are
   * @param accessors of a record: what gives them
   * @param constructors of a record: the one that takes them
   */
  private record Shape(
      List<Class<?>> choices,
      List<Type> types,
      List<Method> accessors,
      List<Constructor<?>> constructors) {
    static Shape of(Class<?> type) {
      if (type.isSealed()) {
        return new Shape(List.of(type.getPermittedSubclasses()), List.of(), List.of(), List.of());
      }
      List<RecordComponent> components = List.of(type.getRecordComponents());
      Class<?>[] types = components.stream().map(RecordComponent::getType).toArray(Class<?>[]::new);
      try {
        return new Shape(
            List.of(),
            components.stream().map(RecordComponent::getGenericType).toList(),
            components.stream().map(RecordComponent::getAccessor).toList(),
            List.of(type.getDeclaredConstructor(types)));
      } catch (NoSuchMethodException e) {
        throw new IllegalStateException("a record without its constructor: " + type, e);
      }
    }
  }

  private FactsCodec() {}

  /** Writes facts: the same bytes for the same facts. */
  public static void write(FileFacts facts, DataOutput out) throws IOException {
    try {
      new FactsCodec().write(FileFacts.class, facts, out);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("facts cannot be written", e);
    }
  }

  /**
   * Reads what {@link #write} wrote.
   *
   * @throws IOException if it did not
   */
  public static FileFacts read(DataInput in) throws IOException {
    try {
      return (FileFacts) new FactsCodec().read(FileFacts.class, in);
    } catch (ReflectiveOperationException e) {
      throw new IOException("not facts", e);
    }
  }

  private void write(Type type, Object value, DataOutput out)
      throws IOException, ReflectiveOperationException {
    if (type instanceof ParameterizedType list) {
      List<?> items = (List<?>) value;
      number(items.size(), out);
      for (Object item : items) {
        write(list.getActualTypeArguments()[0], item, out);
      }
      return;
    }
    Class<?> plain = (Class<?>) type;
    if (plain == String.class) {
      word((String) value, out);
    } else if (plain == int.class) {
      number((Integer) value, out);
    } else if (plain == long.class) {
      out.writeLong((Long) value);
    } else if (plain == double.class) {
      out.writeDouble((Double) value);
    } else if (plain == boolean.class) {
      out.writeBoolean((Boolean) value);
    } else if (plain.isEnum()) {
      out.writeByte(((Enum<?>) value).ordinal());
    } else {
      shape(SHAPES.get(plain), value, out);
    }
  }

  private void shape(Shape shape, Object value, DataOutput out)
      throws IOException, ReflectiveOperationException {
    if (!shape.choices().isEmpty()) {
      int index = shape.choices().indexOf(value.getClass());
      out.writeByte(index);
      shape(SHAPES.get(shape.choices().get(index)), value, out);
      return;
    }
    for (int i = 0; i < shape.types().size(); i++) {
      write(shape.types().get(i), shape.accessors().get(i).invoke(value), out);
    }
  }

  private static void number(int number, DataOutput out) throws IOException {
    int rest = number;
    while ((rest & ~0x7F) != 0) {
      out.writeByte(rest & 0x7F | 0x80);
      rest >>>= 7;
    }
    out.writeByte(rest);
  }

  private static int number(DataInput in) throws IOException {
    int number = 0;
    for (int shift = 0; shift < 35; shift += 7) {
      int part = in.readUnsignedByte();
      number |= (part & 0x7F) << shift;
      if (part < 0x80) {
        return number;
      }
    }
    throw new IOException("not a number");
  }

  /** Each word is written once. */
  private void word(String word, DataOutput out) throws IOException {
    Integer known = numbers.putIfAbsent(word, numbers.size() + 1);
    number(known == null ? 0 : known, out);
    if (known == null) {
      byte[] bytes = word.getBytes(StandardCharsets.UTF_16BE);
      number(bytes.length, out);
      out.write(bytes);
    }
  }

  private String word(DataInput in) throws IOException {
    int known = number(in);
    if (known > 0) {
      return words.get(known - 1);
    }
    byte[] bytes = bytes(in);
    String word = new String(bytes, StandardCharsets.UTF_16BE);
    words.add(word);
    return word;
  }

  private static byte[] bytes(DataInput in) throws IOException {
    int length = number(in);
    if (length < 0 || length > LONGEST) {
      throw new IOException("not a word");
    }
    byte[] bytes = new byte[length];
    in.readFully(bytes);
    return bytes;
  }

  private Object read(Type type, DataInput in) throws IOException, ReflectiveOperationException {
    if (type instanceof ParameterizedType list) {
      int size = number(in);
      List<Object> items = new ArrayList<>();
      for (int i = 0; i < size; i++) {
        items.add(read(list.getActualTypeArguments()[0], in));
      }
      return List.copyOf(items);
    }
    Class<?> plain = (Class<?>) type;
    if (plain == String.class) {
      return word(in);
    } else if (plain == int.class) {
      return number(in);
    } else if (plain == long.class) {
      return in.readLong();
    } else if (plain == double.class) {
      return in.readDouble();
    } else if (plain == boolean.class) {
      return in.readBoolean();
    } else if (plain.isEnum()) {
      return plain.getEnumConstants()[in.readUnsignedByte()];
    }
    return shape(SHAPES.get(plain), in);
  }

  private Object shape(Shape shape, DataInput in) throws IOException, ReflectiveOperationException {
    if (!shape.choices().isEmpty()) {
      return shape(SHAPES.get(shape.choices().get(in.readUnsignedByte())), in);
    }
    Object[] values = new Object[shape.types().size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = read(shape.types().get(i), in);
    }
    try {
      return shape.constructors().get(0).newInstance(values);
    } catch (InvocationTargetException e) {
      throw new IOException("not facts", e);
    }
  }
}
