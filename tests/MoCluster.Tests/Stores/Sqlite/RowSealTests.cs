using System.Text;
using MoCluster.Stores.Sqlite;
using MoCluster.Stores.Sqlite.Connections;
using MoCluster.Stores.Sqlite.Opening;

namespace MoCluster.Tests.Stores.Sqlite;

/// <summary>The seal of a row tells every flipped bit of its values, a change of their types, and values that moved from one column to another.</summary>
public sealed class RowSealTests
{
    [Fact]
    public void Each_flipped_bit_of_each_value_is_noticed()
    {
        var bytes = Enumerable.Range(0, 67).Select(i => (byte)(i * 37)).ToArray();
        var text = Encoding.UTF8.GetBytes("Økonomi og Indkøb, 3. sal");
        const long number = 638_712_345_678_901_234;
        var seal = SealOf(number, text, bytes);
        for (var bit = 0; bit < 64; bit++)
            Assert.NotEqual(seal, SealOf(number ^ (1L << bit), text, bytes));
        for (var bit = 0; bit < text.Length * 8; bit++)
            Assert.NotEqual(seal, SealOf(number, Flipped(text, bit), bytes));
        for (var bit = 0; bit < bytes.Length * 8; bit++)
            Assert.NotEqual(seal, SealOf(number, text, Flipped(bytes, bit)));
        for (var length = 0; length < bytes.Length; length++)
            Assert.NotEqual(seal, SealOf(number, text, bytes[..length]));
    }

    [Fact]
    public void Another_type_another_order_and_another_border_are_noticed()
    {
        byte[] bytes = [1, 2, 3, 4];
        Action<SealBox>[] rows =
        [
            _ => { },
            seal => seal.Value.AddNull(),
            seal => seal.Value.Add(0),
            seal => seal.Value.AddText([]),
            seal => seal.Value.AddBytes([]),
            seal => seal.Value.AddText(bytes),
            seal => seal.Value.AddBytes(bytes),
            seal => seal.Value.Add(0x04030201),
            seal => { seal.Value.AddBytes(bytes.AsSpan(0, 2)); seal.Value.AddBytes(bytes.AsSpan(2)); },
            seal => { seal.Value.AddBytes(bytes.AsSpan(0, 3)); seal.Value.AddBytes(bytes.AsSpan(3)); },
            seal => { seal.Value.AddNull(); seal.Value.Add(0); },
            seal => { seal.Value.Add(0); seal.Value.AddNull(); },
            seal => { seal.Value.AddNull(); seal.Value.AddNull(); },
        ];
        Assert.Distinct(rows.Select(fill =>
        {
            var box = new SealBox();
            fill(box);
            return box.Value.Value;
        }));
    }

    [Theory]
    [InlineData("ticks = ticks + 1")]
    [InlineData("place = 1", "path", 1)]
    [InlineData("path = 'other'", "other")]
    [InlineData("result = x'0102'")]
    [InlineData("result = x''")]
    [InlineData("seal = seal + 1")]
    public void A_row_that_is_not_as_it_was_written_is_not_served(string change, string path = "path", long place = 0)
    {
        using var connection = SqliteConnection.Open(":memory:", null, create: true, 1_024);
        SqliteSchema.Migrate(connection);
        var caller = Guid.NewGuid();
        connection.Statement("Write/put_result").With(caller).With("key").With("path").With(0L).With(12L).With([1, 2, 3]).Seal().Run();
        Find("path", 0).CheckSeal(6);
        connection.Statement("Read/result").Reset();

        connection.Execute($"UPDATE kept_result SET {change}");
        var row = Find(path, place);
        var refusal = Assert.Throws<SqliteDamagedException>(() => { row.CheckSeal(6); });
        Assert.Contains("is not as it was written", refusal.Message, StringComparison.Ordinal);

        SqliteStatement Find(string path, long place)
        {
            var row = connection.Statement("Read/result").With(caller).With("key").With(path).With(place);
            Assert.True(row.Read());
            return row;
        }
    }

    private static long SealOf(long number, byte[] text, byte[] bytes)
    {
        var seal = default(RowSeal);
        seal.Add(number);
        seal.AddNull();
        seal.AddText(text);
        seal.AddBytes(bytes);
        return seal.Value;
    }

    private static byte[] Flipped(byte[] bytes, int bit)
    {
        byte[] flipped = [.. bytes];
        flipped[bit / 8] ^= (byte)(1 << (bit % 8));
        return flipped;
    }

    private sealed class SealBox
    {
        public RowSeal Value;
    }
}
