using MoCluster.Grains.Primitives;

namespace MoCluster.Tests.Stores;

public sealed class VarintTests
{
    [Theory]
    [InlineData(0UL, "00")]
    [InlineData(127UL, "7F")]
    [InlineData(128UL, "8001")]
    [InlineData(300UL, "AC02")]
    [InlineData((ulong)long.MaxValue, "FFFFFFFFFFFFFFFF7F")]
    [InlineData(ulong.MaxValue, "FFFFFFFFFFFFFFFFFF01")]
    public void A_number_is_written_in_seven_bits_a_byte_and_read_back(ulong value, string written)
    {
        var bytes = new byte[Varint.MaxBytes];
        var length = Varint.Write(value, bytes);
        Assert.Equal(written, Convert.ToHexString(bytes.AsSpan(0, length)));
        Assert.True(Varint.TryRead(bytes, out var read, out var size));
        Assert.Equal((value, length), (read, size));
    }

    [Theory]
    [InlineData("")]
    [InlineData("80")]
    [InlineData("FFFFFFFFFFFFFFFFFFFF01")]
    public void A_number_that_does_not_end_is_not_read(string bytes) => Assert.False(Varint.TryRead(Convert.FromHexString(bytes), out _, out _));
}
