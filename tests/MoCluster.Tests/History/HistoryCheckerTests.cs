using MoCluster.History;
using Run = MoCluster.History.History;

namespace MoCluster.Tests.History;

/// <summary>The judge of histories: it accepts histories that keep every promise and finds every kind of broken promise.</summary>
public sealed class HistoryCheckerTests
{
    private const string Stream = "ns/key";
    private static readonly TimeSpan Lease = TimeSpan.FromSeconds(30);
    private static readonly Guid Listener = Guid.Parse("00000000-0000-0000-0000-000000000001");
    private static readonly Guid Other = Guid.Parse("00000000-0000-0000-0000-000000000002");
    private readonly FakeTimeProvider _time = new();
    private readonly Run _run;

    public HistoryCheckerTests() => _run = new Run(_time);

    [Fact]
    public void A_run_without_faults_breaks_no_promise()
    {
        Declare();
        Publish("a", 1);
        Publish("a", 2, priority: 5);
        Fetch(Handed("a", 2, "t1", priority: 5));
        Settle("t1");
        Fetch();
        End(Logged("a", 1), Logged("a", 2, 5));
        Assert.Empty(HistoryChecker.Check(_run));
        Assert.Equal(new HistorySummary(2, 0, 0, 1, 1, 0), HistorySummary.Of(_run));
    }

    [Fact]
    public void A_gap_in_the_numbers_is_found()
    {
        Publish("a", 1);
        Publish("a", 3);
        End(Logged("a", 1), Logged("a", 3));
        AssertBroken("numbers");
    }

    [Fact]
    public void A_confirmed_event_that_is_not_in_the_log_is_found()
    {
        Publish("a", 1);
        Publish("b", 2);
        End(Logged("a", 1));
        AssertBroken("numbers");
    }

    [Fact]
    public void A_confirmed_event_of_unknown_number_is_found_when_the_log_lacks_it()
    {
        _run.BeginPublish("c", [Entry("a")]).Confirm([]);
        _run.BeginPublish("c", [Entry("b")], "k");
        _run.BeginPublish("c", [Entry("b")], "k").Confirm([]);
        End(Logged("a", 1), Logged("b", 2));
        Assert.Empty(HistoryChecker.Check(_run));
        _run.BeginPublish("c", [Entry("a")]).Confirm([]);
        AssertBroken("numbers");
    }

    [Fact]
    public void An_event_that_differs_from_the_published_one_is_found()
    {
        Publish("a", 1);
        End(Logged("b", 1));
        AssertBroken("numbers");
    }

    [Fact]
    public void One_number_given_twice_is_found_unless_it_is_one_publication_repeated()
    {
        Publish("a", 1, idempotencyKey: "k");
        Publish("a", 1, idempotencyKey: "k");
        End(Logged("a", 1));
        Assert.Empty(HistoryChecker.Check(_run));
        Publish("a", 1);
        AssertBroken("numbers");
    }

    [Fact]
    public void An_event_of_a_refused_publication_is_found_and_that_of_an_unanswered_one_is_accepted()
    {
        _run.BeginPublish("c", [Entry("a")]);
        End(Logged("a", 1));
        Assert.Empty(HistoryChecker.Check(_run));
        _run.BeginPublish("c", [Entry("b")]).Refuse();
        End(Logged("a", 1), Logged("b", 2));
        AssertBroken("numbers");
    }

    [Fact]
    public void An_unanswered_publication_that_was_appended_twice_is_found()
    {
        _run.BeginPublish("c", [Entry("a")], "k");
        _run.BeginPublish("c", [Entry("a")], "k");
        End(Logged("a", 1), Logged("a", 2));
        AssertBroken("numbers");
    }

    [Fact]
    public void An_event_that_was_never_delivered_is_found()
    {
        Declare();
        Publish("a", 1);
        Publish("b", 2);
        Fetch(Handed("a", 1, "t1"));
        Settle("t1");
        Drain(Logged("a", 1), Logged("b", 2));
        AssertBroken("delivery");
    }

    [Fact]
    public void An_unsettled_event_that_never_came_again_is_found()
    {
        Declare();
        Publish("a", 1);
        Fetch(Handed("a", 1, "t1"));
        Drain(Logged("a", 1));
        AssertBroken("delivery");
    }

    [Fact]
    public void A_newer_event_settled_by_an_older_token_is_found()
    {
        Declare();
        Publish("a", 1);
        Fetch(Handed("a", 1, "t1"));
        Publish("a", 2);
        Settle("t1");
        Drain(Logged("a", 1), Logged("a", 2));
        AssertBroken("delivery");
    }

    [Fact]
    public void Events_from_before_the_listener_and_those_for_others_are_not_owed()
    {
        Publish("a", 1);
        Declare();
        Publish("b", 2);
        Publish("c", 3);
        Fetch(Handed("b", 2, "t1"));
        Settle("t1");
        Drain(Logged("a", 1), Logged("b", 2), Logged("c", 3) with { Listener = Other });
        Assert.Empty(HistoryChecker.Check(_run));
    }

    [Fact]
    public void An_event_of_unknown_outcome_that_is_in_the_log_is_owed_too()
    {
        Declare();
        Publish("a", 1);
        Fetch(Handed("a", 1, "t1"));
        Settle("t1");
        _run.BeginPublish("c", [Entry("b")]);
        Drain(Logged("a", 1), Logged("b", 2));
        AssertBroken("delivery");
    }

    [Fact]
    public void A_publication_repeated_after_the_declaration_may_be_older_than_it()
    {
        _run.BeginPublish("c", [Entry("a")], "k");
        Declare();
        Publish("a", 1, idempotencyKey: "k");
        Drain(Logged("a", 1));
        Assert.Empty(HistoryChecker.Check(_run));
    }

    [Fact]
    public void Delivery_after_the_acknowledgement_returned_is_found()
    {
        Declare();
        Publish("a", 1);
        Fetch(Handed("a", 1, "t1"));
        Settle("t1");
        Fetch(Handed("a", 1, "t2"));
        End(Logged("a", 1));
        AssertBroken("settled");
    }

    [Fact]
    public void A_revived_or_not_surely_acknowledged_event_may_come_again()
    {
        Declare();
        Publish("a", 1);
        Fetch(Handed("a", 1, "t1"));
        _run.BeginSettle("c", Settlement.Acknowledge, ["t1"]);
        Fetch(Handed("a", 1, "t2"));
        Settle("t2");
        _run.BeginRevive("c", Listener, "a").Confirm();
        Fetch(Handed("a", 1, "t3"));
        End(Logged("a", 1));
        Assert.Empty(HistoryChecker.Check(_run));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_subject_leased_twice_at_once_is_found(bool leasesTellTheirEnds)
    {
        Declare();
        Publish("a", 1);
        FetchUntil(leasesTellTheirEnds, Handed("a", 1, "t1"));
        _time.Advance(Lease / 2);
        FetchUntil(leasesTellTheirEnds, Handed("a", 1, "t2"));
        End(Logged("a", 1));
        AssertBroken("lease");
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void An_expired_or_nacked_lease_excludes_nobody(bool leasesTellTheirEnds)
    {
        Declare();
        Publish("a", 1);
        FetchUntil(leasesTellTheirEnds, Handed("a", 1, "t1"));
        _time.Advance(Lease);
        FetchUntil(leasesTellTheirEnds, Handed("a", 1, "t2"));
        _run.BeginSettle("c", Settlement.Nack, ["t2"]);
        FetchUntil(leasesTellTheirEnds, Handed("a", 1, "t3"));
        End(Logged("a", 1));
        Assert.Empty(HistoryChecker.Check(_run));
    }

    [Theory]
    [InlineData("a", true)]
    [InlineData("b", false)]
    public void A_released_lease_excludes_nobody(string released, bool excludesNobody)
    {
        Declare();
        Publish("a", 1);
        FetchUntil(true, Handed("a", 1, "t1"));
        _run.BeginRelease("c", Listener, [released]).Confirm();
        FetchUntil(true, Handed("a", 1, "t2"));
        End(Logged("a", 1));
        if (excludesNobody)
            Assert.Empty(HistoryChecker.Check(_run));
        else
            AssertBroken("lease");
    }

    [Fact]
    public void A_lease_ended_by_the_token_of_an_older_one_is_found()
    {
        Declare();
        Publish("a", 1);
        FetchUntil(true, Handed("a", 1, "t1"));
        _time.Advance(Lease);
        FetchUntil(true, Handed("a", 1, "t2"));
        _run.BeginSettle("c", Settlement.Nack, ["t1"]).Confirm();
        FetchUntil(true, Handed("a", 1, "t3"));
        End(Logged("a", 1));
        AssertBroken("lease");
    }

    [Fact]
    public void A_key_leased_twice_at_once_in_one_group_is_found()
    {
        Declare(Listener, Other);
        Declare(Other, Other);
        Publish("a", 1, key: "k");
        Publish("b", 2, key: "k");
        Fetch(Handed("a", 1, "t1") with { Key = "k" });
        _run.BeginFetch("c", Other).Confirm([Handed("b", 2, "t2") with { Key = "k" }]);
        End(Logged("a", 1) with { Key = "k" }, Logged("b", 2) with { Key = "k" });
        AssertBroken("lease");
    }

    [Fact]
    public void A_lost_lowest_priority_is_found()
    {
        Declare();
        Publish("a", 1, priority: 5);
        Publish("a", 2, priority: 50);
        Fetch(Handed("a", 2, "t1", priority: 50));
        End(Logged("a", 1, 5), Logged("a", 2, 50));
        AssertBroken("priority");
    }

    [Theory]
    [InlineData(5, true)]
    [InlineData(4, false)]
    public void An_event_that_came_during_an_expired_lease_may_be_superseded_unless_it_is_more_urgent(int priority, bool fits)
    {
        Declare();
        Publish("a", 1, priority: 5);
        Fetch(Handed("a", 1, "t1", priority: 5));
        Publish("a", 2, priority);
        Publish("a", 3, priority: 50);
        _time.Advance(Lease);
        Settle("t1");
        Fetch(Handed("a", 3, "t2", priority: 50));
        End(Logged("a", 1, 5), Logged("a", 2, priority), Logged("a", 3, 50));
        if (fits)
            Assert.Empty(HistoryChecker.Check(_run));
        else
            AssertBroken("priority");
    }

    [Fact]
    public void An_event_that_came_after_everything_earlier_was_settled_keeps_its_priority()
    {
        Declare();
        Publish("a", 1, priority: 5);
        Fetch(Handed("a", 1, "t1", priority: 5));
        Settle("t1");
        Publish("a", 2, priority: 5);
        Publish("a", 3, priority: 50);
        Fetch(Handed("a", 3, "t2", priority: 50));
        End(Logged("a", 1, 5), Logged("a", 2, 5), Logged("a", 3, 50));
        AssertBroken("priority");
    }

    [Fact]
    public void An_event_that_an_acknowledged_one_may_have_superseded_takes_its_priority_along()
    {
        Declare();
        Publish("a", 1, priority: 5);
        Fetch(Handed("a", 1, "t1", priority: 5));
        Publish("a", 2, priority: 5);
        Publish("a", 3, priority: 50);
        Settle("t1");
        Fetch(Handed("a", 3, "t2", priority: 50));
        End(Logged("a", 1, 5), Logged("a", 2, 5), Logged("a", 3, 50));
        Assert.Empty(HistoryChecker.Check(_run));
    }

    [Fact]
    public void A_priority_that_no_open_event_has_is_found()
    {
        Declare();
        Publish("a", 1, priority: 5);
        Fetch(Handed("a", 1, "t1", priority: 4));
        End(Logged("a", 1, 5));
        AssertBroken("priority");
    }

    [Fact]
    public void Mutations_without_faults_break_no_promise()
    {
        Mutate("m1").Confirm();
        Mutate("m1").Confirm();
        Mutate("m2").Refuse();
        Mutate("m3");
        _run.Saw("o", "m1", "an after trigger");
        EndObject([new(1, "m1")], 1);
        Assert.Empty(HistoryChecker.Check(_run));
    }

    [Fact]
    public void A_confirmed_mutation_that_is_not_registered_is_found()
    {
        Mutate("m1").Confirm();
        EndObject([]);
        AssertBroken("mutations");
    }

    [Fact]
    public void A_refused_mutation_that_is_registered_is_found()
    {
        Mutate("m1").Refuse();
        EndObject([new(1, "m1")], 1);
        AssertBroken("mutations");
    }

    [Fact]
    public void A_mutation_registered_twice_is_found()
    {
        Mutate("m1");
        Mutate("m1").Confirm();
        EndObject([new(1, "m1"), new(2, "m1")], 1, 2);
        AssertBroken("mutations");
    }

    [Fact]
    public void A_read_of_an_uncommitted_registration_is_found()
    {
        Mutate("m1");
        _run.Saw("o", "m1", "an after trigger");
        EndObject([]);
        AssertBroken("mutations");
    }

    [Fact]
    public void A_registration_without_event_and_an_event_without_registration_are_found()
    {
        Mutate("m1").Confirm();
        EndObject([new(1, "m1")]);
        AssertBroken("mutations");
        EndObject([new(1, "m1")], 1, 2);
        AssertBroken("mutations");
    }

    private void AssertBroken(string rule)
    {
        var violations = HistoryChecker.Check(_run);
        Assert.NotEmpty(violations);
        Assert.All(violations, violation => Assert.Equal(rule, violation.Rule));
    }

    private static PublishedEntry Entry(string subject, int priority = 10, string? key = null) => new(Stream, subject, priority, key ?? subject);

    private static LoggedEvent Logged(string subject, long number, int priority = 10) => new(number, subject, priority, subject);

    private static HandedEvent Handed(string subject, long number, string token, int priority = 10) => new(number, subject, subject, priority, token);

    private void Declare(Guid? listener = null, Guid? group = null) =>
        _run.BeginDeclare("c", Stream, Lease).Confirm(listener ?? Listener, group);

    private void Publish(string subject, long number, int priority = 10, string? key = null, string? idempotencyKey = null) =>
        _run.BeginPublish("c", [Entry(subject, priority, key)], idempotencyKey).Confirm([number]);

    private void Fetch(params HandedEvent[] events) => _run.BeginFetch("c", Listener).Confirm(events);

    private void FetchUntil(bool withEnd, HandedEvent handed) =>
        Fetch(handed with { LeasedUntil = withEnd ? _time.GetUtcNow() + Lease : null });

    private void Settle(string token) => _run.BeginSettle("c", Settlement.Acknowledge, [token]).Confirm();

    private Mutate Mutate(string marker) => _run.BeginMutate("c", "o", marker);

    private void Drain(params LoggedEvent[] log)
    {
        _run.MarkDrained(Listener);
        End(log);
    }

    private void End(params LoggedEvent[] log) => _run.RecordLog(Stream, log);

    private void EndObject(LoggedRegistration[] registrations, params long[] spoken)
    {
        _run.RecordObject("o", registrations);
        _run.RecordLog("MO/person", [.. spoken.Select((number, i) => new LoggedEvent(i + 1, "o", 10, "o", "o", number))]);
    }
}
