using MoCluster.Grains.Objects.Selection.Matching;

namespace MoCluster.Tests.Objects.Selection;

/// <summary>A search finds people and units as OS2mo's does.</summary>
public sealed class SearchPatternTests
{
    [Theory]
    [InlineData("anna hansen", "Anna Marie Hansen", true)]
    [InlineData("Hansen Anna", "Anna Marie Hansen", false)]
    [InlineData("nn  ans", "Anna Hansen", true)]
    [InlineData("ann an", "Anna Hansen", true)]
    [InlineData("anna anna", "Anna Hansen", false)]
    [InlineData("ærø", "ÆRØskøbing", true)]
    [InlineData("010170-1234", "0101701234", true)]
    [InlineData("01 01 70", "0101701234", true)]
    [InlineData("0101-x", "0101-x", true)]
    [InlineData("0101-x", "0101x", false)]
    [InlineData("50%", "500", false)]
    [InlineData("a_c", "abc", false)]
    [InlineData("", "anything", true)]
    [InlineData("-", "anything", false)]
    public void Words_are_found_in_their_order(string query, string text, bool isFound) => Assert.Equal(isFound, new SearchPattern(query).Matches(text));

    [Fact]
    public void A_part_of_a_uuid_is_found_as_it_was_typed()
    {
        var uuid = new Guid("d1fec000-baad-c0de-0000-004499504558");
        Assert.True(new SearchPattern("D1FEC000-BA").Matches(uuid));
        Assert.True(new SearchPattern("0000-0044").Matches(uuid));
        Assert.False(new SearchPattern("d1fec000ba").Matches(uuid));
    }
}
