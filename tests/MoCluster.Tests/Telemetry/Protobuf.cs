using System.Text;

namespace MoCluster.Tests.Telemetry;

/// <summary>Reads protobuf as far as the tests need: the fields of a message that are messages, texts or bytes, in order.</summary>
internal static class Protobuf
{
    /// <summary>The fields of a message that have a length, by number.</summary>
    public static ILookup<int, ReadOnlyMemory<byte>> Read(ReadOnlyMemory<byte> message)
    {
        var fields = new List<(int Number, ReadOnlyMemory<byte> Value)>();
        var rest = message;
        while (!rest.IsEmpty)
        {
            var tag = Varint(ref rest);
            switch (tag & 7)
            {
                case 0:
                    Varint(ref rest);
                    break;
                case 1:
                    rest = rest[sizeof(ulong)..];
                    break;
                case 2:
                    var length = (int)Varint(ref rest);
                    fields.Add(((int)(tag >> 3), rest[..length]));
                    rest = rest[length..];
                    break;
                case 5:
                    rest = rest[sizeof(uint)..];
                    break;
                default:
                    throw new InvalidDataException($"The wire type {tag & 7} is unknown.");
            }
        }

        return fields.ToLookup(field => field.Number, field => field.Value);
    }

    /// <summary>A field's text; empty when there is none.</summary>
    public static string Text(this ILookup<int, ReadOnlyMemory<byte>> fields, int number) => Encoding.UTF8.GetString(fields[number].FirstOrDefault().Span);

    /// <summary>A field's bytes in hexadecimal digits; empty when there are none.</summary>
    public static string Hex(this ILookup<int, ReadOnlyMemory<byte>> fields, int number) => Convert.ToHexStringLower(fields[number].FirstOrDefault().Span);

    private static ulong Varint(ref ReadOnlyMemory<byte> rest)
    {
        ulong value = 0;
        for (var shift = 0; ; shift += 7)
        {
            var part = rest.Span[0];
            rest = rest[1..];
            value |= (ulong)(part & 0x7f) << shift;
            if (part < 0x80)
                return value;
        }
    }
}
