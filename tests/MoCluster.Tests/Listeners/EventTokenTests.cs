using System.Collections.Immutable;
using FsCheck;
using FsCheck.Fluent;
using MoCluster.Grains.Listeners;
using MoCluster.Grains.Storage.Listeners;

namespace MoCluster.Tests.Listeners;

public sealed class EventTokenTests
{
    private static readonly Gen<EventToken> Tokens =
        from incarnation in Uuid()
        from listener in Uuid()
        from other in Uuid()
        from alone in ArbMap.Default.GeneratorFor<bool>()
        from position in Number()
        from epoch in Number()
        from ordinal in Number()
        from index in Gen.Choose(0, int.MaxValue - 1)
        from count in Gen.Choose(1, 3)
        from distances in Gen.ListOf(Number(), count)
        select new EventToken(
            incarnation, listener, alone ? listener : other, position, new Generation(epoch, ordinal), index, Sums(distances));

    [Fact]
    public void A_token_is_read_as_it_was_written() => Prop.ForAll(Tokens.ToArbitrary(), token =>
    {
        var text = token.ToString();
        return EventToken.TryParse(text, out var read) && read.Equals(token) && text.Length <= EventToken.MaxTextLength
            && text.All(letter => char.IsAsciiLetterOrDigit(letter) || letter is '-' or '_');
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void A_token_with_one_character_changed_is_invalid_or_the_same() => Prop.ForAll(
        Tokens.ToArbitrary(),
        Gen.Choose(0, 10_000).ToArbitrary(),
        Gen.Elements("AQgwz09-_ é=".ToCharArray()).ToArbitrary(),
        (token, place, letter) =>
        {
            var text = token.ToString();
            var changed = text.Remove(place % text.Length, 1).Insert(place % text.Length, letter.ToString());
            return !EventToken.TryParse(changed, out var read) || read.Equals(token);
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void A_shortened_or_lengthened_token_is_invalid() => Prop.ForAll(
        Tokens.ToArbitrary(), Gen.Choose(1, 300).ToArbitrary(), (token, length) =>
    {
        var text = token.ToString();
        return !EventToken.TryParse(text[..Math.Max(0, text.Length - length)], out _) && !EventToken.TryParse(text + new string('A', length), out _);
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void Any_text_is_parsed_without_an_exception() => Prop.ForAll(ArbMap.Default.ArbFor<string>(), text =>
        !EventToken.TryParse(text, out var read) || read.ToString() == text).QuickCheckThrowOnFailure();

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("bm90IGEgcmVhbCB0b2tlbgo=")]
    public void An_invalid_token_is_refused_with_the_message_of_OS2mo(string? text)
    {
        Assert.False(EventToken.TryParse(text, out _));
        Assert.Equal("Could not parse EventToken", EventToken.Unparsable.Message);
    }

    [Fact]
    public void A_usual_token_is_short()
    {
        var token = new EventToken(Guid.NewGuid(), Uuid(7), Uuid(7), 1, new Generation(3, 4_000), 99, [1_000_000]);
        Assert.InRange(token.ToString().Length, 50, 80);
    }

    private static Guid Uuid(int seed) => new(seed, 0, 0, new byte[8]);

    private static Gen<Guid> Uuid() => ArbMap.Default.GeneratorFor<Guid>();

    private static Gen<long> Number() =>
        Gen.OneOf(Gen.Choose(1, 300).Select(number => (long)number), Gen.Choose(1, int.MaxValue - 1).Select(number => number * 1_000_000L));

    private static ImmutableArray<long> Sums(IEnumerable<long> distances)
    {
        var sum = 0L;
        return [.. distances.Select(distance => sum += distance)];
    }
}
