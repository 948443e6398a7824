using System.Diagnostics.Metrics;
using MoCluster.Silo.Metrics;

namespace MoCluster.Tests.Metrics;

/// <summary>The measurements of instruments, as Prometheus reads them.</summary>
public sealed class MetricsCollectorTests : IDisposable
{
    private readonly Meter _meter = new($"test-{Guid.NewGuid():N}");
    private readonly MetricsCollector _collector;

    public MetricsCollectorTests() => _collector = new MetricsCollector(new HashSet<string> { _meter.Name }, mostSeries: 3);

    public void Dispose()
    {
        _collector.Dispose();
        _meter.Dispose();
    }

    [Fact]
    public void A_counter_adds_up_under_each_set_of_labels_whatever_their_order()
    {
        var counter = _meter.CreateCounter<long>("a.thing-done", "{thing}", "What was\ndone.");
        counter.Add(2, new("b", "x"), new("a", 1));
        counter.Add(3, new("a", 1), new("b", "x"));
        counter.Add(0);
        var scrape = Read();
        Assert.Equal("counter", scrape.Types["a_thing_done_total"]);
        Assert.Contains("# HELP a_thing_done_total What was done.\n", scrape.Text, StringComparison.Ordinal);
        Assert.Contains("a_thing_done_total{a=\"1\",b=\"x\"} 5\n", scrape.Text, StringComparison.Ordinal);
        Assert.Contains("a_thing_done_total 0\n", scrape.Text, StringComparison.Ordinal);
        counter.Add(1, new("b", "x"), new("a", 1));
        Assert.Equal(6, Read().Sum("a_thing_done_total"));
    }

    [Fact]
    public void An_observed_value_is_reported_as_it_is_now_and_a_vanished_one_no_longer()
    {
        var values = new List<Measurement<double>> { new(1.5, new KeyValuePair<string, object?>("who", "one")), new(-2, new KeyValuePair<string, object?>("who", "two")) };
        var sum = 7L;
        _meter.CreateObservableGauge("level", () => values, "s");
        _meter.CreateObservableCounter("sum", () => sum, "By");
        var scrape = Read();
        Assert.Equal((1.5, -2), (scrape.Sum("level_seconds", "one"), scrape.Sum("level_seconds", "two")));
        Assert.Equal((7, "counter"), (scrape.Sum("sum_bytes_total"), scrape.Types["sum_bytes_total"]));
        values.RemoveAt(0);
        sum = 9;
        scrape = Read();
        Assert.Equal((null, -2, 9), (scrape.Sum("level_seconds", "one"), scrape.Sum("level_seconds"), scrape.Sum("sum_bytes_total")));
    }

    [Fact]
    public void A_series_that_comes_after_many_have_gone_is_reported()
    {
        var present = 0;
        _meter.CreateObservableGauge("level", () => Enumerable.Range(present, 2).Select(i => new Measurement<int>(i, new KeyValuePair<string, object?>("i", i))));
        for (; present < 100; present++)
        {
            var scrape = Read();
            Assert.Equivalent(
                new[] { $"level{{i=\"{present}\"}}", $"level{{i=\"{present + 1}\"}}", "mocluster_metrics_cut" }, scrape.Series, strict: true);
            Assert.Equal(0, scrape.Sum("mocluster_metrics_cut"));
        }
    }

    [Fact]
    public void A_gauge_with_too_many_series_is_cut_as_long_as_they_are_too_many()
    {
        int[] present = [1, 2, 3, 4];
        _meter.CreateObservableGauge("level", () => present.Select(i => new Measurement<int>(i, new KeyValuePair<string, object?>("i", i))));
        Assert.Equal((6, 1), (Read().Sum("level"), Read().Sum("mocluster_metrics_cut")));
        present = [4, 5, 6, 1];
        Assert.Equal((15, 1), (Read().Sum("level"), Read().Sum("mocluster_metrics_cut")));
        present = [7];
        Assert.Equal((7, 0), (Read().Sum("level"), Read().Sum("mocluster_metrics_cut")));
    }

    [Fact]
    public void Measuring_again_under_the_same_labels_allocates_nothing()
    {
        var counter = _meter.CreateCounter<long>("many");
        KeyValuePair<string, object?>[] labels = [new("owner", "somebody"), new("user_key", "something"), new("namespace", "n")];
        counter.Add(1, labels);
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 1_000; i++)
            counter.Add(1, labels);
        Assert.Equal(before, GC.GetAllocatedBytesForCurrentThread());
        Assert.Equal(1_001, Read().Sum("many_total"));
    }

    [Fact]
    public void A_gauge_reports_the_sum_or_the_last_value()
    {
        var open = _meter.CreateUpDownCounter<int>("open");
        open.Add(5);
        open.Add(-3);
        var level = _meter.CreateGauge<double>("level");
        level.Record(5);
        level.Record(4);
        var scrape = Read();
        Assert.Equal((2, 4), (scrape.Sum("open"), scrape.Sum("level")));
        Assert.Equal(("gauge", "gauge"), (scrape.Types["open"], scrape.Types["level"]));
    }

    [Fact]
    public void A_histogram_counts_the_values_within_each_bound()
    {
        var took = _meter.CreateHistogram("took", "s", advice: new InstrumentAdvice<double> { HistogramBucketBoundaries = [0.1, 1, 10] });
        foreach (var value in (double[])[0.05, 0.1, 0.5, 2, 100])
            took.Record(value, new KeyValuePair<string, object?>("k", "v"));
        var text = Read().Text;
        Assert.Contains(
            "took_seconds_bucket{k=\"v\",le=\"0.1\"} 2\ntook_seconds_bucket{k=\"v\",le=\"1\"} 3\ntook_seconds_bucket{k=\"v\",le=\"10\"} 4\n"
            + "took_seconds_bucket{k=\"v\",le=\"+Inf\"} 5\ntook_seconds_sum{k=\"v\"} 102.65\ntook_seconds_count{k=\"v\"} 5\n",
            text,
            StringComparison.Ordinal);
    }

    [Fact]
    public void Values_of_labels_may_be_any_text()
    {
        _meter.CreateCounter<long>("odd").Add(1, new KeyValuePair<string, object?>("user.key", "a\"b\\c\nd{}é,"));
        Assert.Contains("odd_total{user_key=\"a\\\"b\\\\c\\nd{}é,\"} 1\n", Read().Text, StringComparison.Ordinal);
    }

    [Fact]
    public void Beyond_the_limit_further_series_are_left_out_and_counted()
    {
        var counter = _meter.CreateCounter<long>("many");
        for (var i = 0; i < 3; i++)
            counter.Add(1, new KeyValuePair<string, object?>("i", i));
        Assert.Equal(0, Read().Sum("mocluster_metrics_cut"));
        counter.Add(1, new KeyValuePair<string, object?>("i", 3));
        counter.Add(1, new KeyValuePair<string, object?>("i", 0));
        var scrape = Read();
        Assert.Equal((4, 1), (scrape.Sum("many_total"), scrape.Sum("mocluster_metrics_cut")));
    }

    [Fact]
    public void A_metric_without_measurements_is_listed_and_other_meters_are_not()
    {
        using var other = new Meter($"other-{Guid.NewGuid():N}");
        other.CreateCounter<long>("elsewhere").Add(1);
        _meter.CreateHistogram<double>("never", "s");
        Assert.Equal(["mocluster_metrics_cut", "never_seconds"], Read().Types.Keys.Order(StringComparer.Ordinal));
    }

    private Scrape Read() => new(_collector.Collect().ToString());
}
