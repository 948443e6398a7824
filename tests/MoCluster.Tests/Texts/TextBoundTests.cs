using MoCluster.Grains.Primitives;

namespace MoCluster.Tests.Texts;

/// <summary>Texts are measured in characters as clients count them, and in the bytes that stores keep.</summary>
public sealed class TextBoundTests
{
    [Theory]
    [InlineData("", 0)]
    [InlineData("abc", 3)]
    [InlineData("æøå", 3)]
    [InlineData("😀😀", 2)]
    [InlineData("e\u0301", 2)]
    public void A_character_is_a_code_point(string text, int count) => Assert.Equal(count, TextBound.Count(text));

    [Fact]
    public void Half_a_surrogate_pair_counts_as_one()
    {
        Assert.Equal(1, TextBound.Count("\ud800"));
        Assert.Equal(2, TextBound.Count("\udc00\ud800"));
    }

    [Theory]
    [InlineData("a")]
    [InlineData("æ")]
    [InlineData("€")]
    [InlineData("😀")]
    public void The_allowed_number_of_any_characters_is_accepted_and_one_more_is_not(string character)
    {
        var bound = TextBound.Of(220);
        Assert.Null(bound.Check(Repeat(character, 220), "subject", "input.subject"));
        var refusal = bound.Check(Repeat(character, 221), "subject", "input.subject");
        Assert.Equal(("A subject has at most 220 characters; this one has 221.", "input.subject"), (refusal?.Message, refusal?.Path));
    }

    [Fact]
    public void Bytes_are_limited_too()
    {
        var bound = new TextBound(1024, 2560);
        Assert.Null(bound.Check(Repeat("æ", 1024), "text", "at"));
        Assert.Null(bound.Check(Repeat("€", 853), "text", "at"));
        Assert.Equal("A text has at most 2560 bytes in UTF-8; this one has 2562 in 854 characters.", bound.Check(Repeat("€", 854), "text", "at")?.Message);
    }

    [Theory]
    [InlineData("😀😀", 3, "😀…")]
    [InlineData("😀😀", 4, "😀😀")]
    [InlineData("abcd", 3, "abc…")]
    public void A_text_is_not_cut_within_a_character(string text, int most, string start) => Assert.Equal(start, StorableText.Start(text, most));

    private static string Repeat(string character, int count) => string.Concat(Enumerable.Repeat(character, count));
}
