using MoCluster.GrainInterfaces;
using MoCluster.GrainInterfaces.Namespaces;
using MoCluster.Grains.Namespaces;
using MoCluster.Grains.Primitives;

namespace MoCluster.Tests.Namespaces;

public sealed class PublicationRulesTests
{
    [Theory]
    [InlineData("rk", "subject", 0, "priority must be natural", "events[0].priority")]
    [InlineData("rk", "subject", -1, "priority must be natural", "events[0].priority")]
    [InlineData("", "subject", 1, "A routing key has at least one character that is no space.", "events[0].routing_key")]
    [InlineData("rk", "a\0b", 1, "The subject has a NUL at position 1, which stores cannot keep.", "events[0].subject")]
    [InlineData("rk", "", 1, "A subject has at least one character.", "events[0].subject")]
    public void A_wrong_field_is_named_with_its_place(string routingKey, string subject, int priority, string message, string path)
    {
        var refusal = PublicationRules.Check(new Publication([new PublishedEvent(routingKey, subject, priority)]), new PublicationOptions());
        Assert.NotNull(refusal);
        Assert.Equal((RefusalCode.InvalidInput, message, path), (refusal.Code, refusal.Message, refusal.Path));
    }

    [Fact]
    public void A_subject_has_at_most_220_characters()
    {
        Assert.Null(Check(new string('x', 220)));
        Assert.Null(Check(string.Concat(Enumerable.Repeat("😀", 220))));
        Assert.NotNull(Check(string.Concat(Enumerable.Repeat("😀", 221))));
        Assert.Equal("Too large subject. Only send identifiers as the subject, not data", Check(new string('x', 221))?.Message);

        static Refusal? Check(string subject) =>
            PublicationRules.Check(new Publication([new PublishedEvent("rk", subject)]), new PublicationOptions());
    }

    [Fact]
    public void A_key_is_not_empty()
    {
        var refusal = PublicationRules.Check(new Publication([new PublishedEvent("rk", "s"), new PublishedEvent("rk", "s", Key: "")]), new PublicationOptions());
        Assert.Equal(("A key has at least one character; without a key, the subject is the key.", "events[1].key"), (refusal?.Message, refusal?.Path));
    }

    [Fact]
    public void Half_a_surrogate_pair_is_refused_and_a_whole_one_is_not()
    {
        Assert.Equal("The subject has half of a surrogate pair at position 1.", StorableText.Check("a\ud800", "subject", "")?.Message);
        Assert.Equal("The subject has half of a surrogate pair at position 0.", StorableText.Check("\udc00\ud800", "subject", "")?.Message);
        Assert.Null(StorableText.Check("a\ud83d\ude80b", "subject", ""));
    }

    [Fact]
    public void The_limit_of_events_is_named()
    {
        var many = new Publication([.. Enumerable.Repeat(new PublishedEvent("rk", "subject"), 4)]);
        Assert.Null(PublicationRules.Check(many, new PublicationOptions { MaxEvents = 4 }));
        Assert.Equal("A publication has at most 3 events; this one has 4.", PublicationRules.Check(many, new PublicationOptions { MaxEvents = 3 })?.Message);
    }

    [Fact]
    public void The_wrong_event_of_a_list_is_named()
    {
        var refusal = PublicationRules.Check(
            new Publication([new PublishedEvent("rk", "fine"), new PublishedEvent("rk", "bad", 0)]), new PublicationOptions());
        Assert.Equal("events[1].priority", refusal?.Path);
    }

    [Fact]
    public void Publications_have_equal_hashes_only_if_they_publish_the_same()
    {
        Publication[] different =
        [
            new([new PublishedEvent("a", "bc")]),
            new([new PublishedEvent("ab", "c")]),
            new([new PublishedEvent("a", "bc", 1)]),
            new([new PublishedEvent("a", "bc", Key: "k")]),
            new([new PublishedEvent("a", "bc"), new PublishedEvent("a", "bc")]),
        ];
        var hashes = different.Select(publication => Convert.ToHexString(PublicationRules.Hash("n", publication).AsSpan())).ToArray();
        Assert.Equal(hashes.Length, hashes.Distinct().Count());
        Assert.Equal(hashes[0], Convert.ToHexString(PublicationRules.Hash("n", new([new PublishedEvent("a", "bc", Key: "bc")])).AsSpan()));
    }
}
