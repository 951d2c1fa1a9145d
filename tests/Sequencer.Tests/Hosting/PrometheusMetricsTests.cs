using System.Diagnostics.Metrics;
using System.Text.RegularExpressions;
using Rollup.Sequencer.Hosting;
using Rollup.Sequencer.Tests.Rpc;

namespace Rollup.Sequencer.Tests.Hosting;

public sealed class PrometheusMetricsTests : IDisposable
{
    private readonly PrometheusMetrics _metrics = new();
    private readonly Meter _meter = new("Rollup.Tests." + nameof(PrometheusMetricsTests));

    public void Dispose()
    {
        _meter.Dispose();
        _metrics.Dispose();
    }

    [Fact]
    public void A_counter_is_written_with_help_type_labels_and_sum()
    {
        Counter<long> counter = _meter.CreateCounter<long>("toy.a.calls", description: "Calls,\nby \\ method.");
        counter.Add(2, new KeyValuePair<string, object?>("method.name", "x\"y\\z\n"));
        counter.Add(3, new KeyValuePair<string, object?>("method.name", "x\"y\\z\n"));

        Assert.Contains(
            "# HELP toy_a_calls_total Calls,\\nby \\\\ method.\n# TYPE toy_a_calls_total counter\ntoy_a_calls_total{method_name=\"x\\\"y\\\\z\\n\"} 5\n",
            _metrics.Write());
    }

    [Fact]
    public void Gauges_rise_fall_and_are_asked()
    {
        UpDownCounter<int> open = _meter.CreateUpDownCounter<int>("toy.b.open");
        Gauge<double> height = _meter.CreateGauge<double>("toy.b.height", unit: "By");
        _meter.CreateObservableGauge("toy.b.asked", () => 7L);
        open.Add(5);
        open.Add(-2);
        height.Record(1.5);
        height.Record(2.5);
        string text = _metrics.Write();

        Assert.Contains("# TYPE toy_b_open gauge\ntoy_b_open 3\n", text);
        Assert.Contains("toy_b_height_bytes 2.5\n", text);
        Assert.Contains("toy_b_asked 7\n", text);
    }

    [Fact]
    public void A_histogram_has_cumulative_buckets_with_inclusive_bounds()
    {
        Histogram<double> histogram = _meter.CreateHistogram(
            "toy.c.time", unit: "s", advice: new InstrumentAdvice<double> { HistogramBucketBoundaries = [0.1, 1] });
        foreach (double value in new[] { 0.05, 0.1, 0.5, 1, 7 })
        {
            histogram.Record(value, new KeyValuePair<string, object?>("k", "v"));
        }

        Assert.Contains(
            "toy_c_time_seconds_bucket{k=\"v\",le=\"0.1\"} 2\n"
            + "toy_c_time_seconds_bucket{k=\"v\",le=\"1\"} 4\n"
            + "toy_c_time_seconds_bucket{k=\"v\",le=\"+Inf\"} 5\n"
            + "toy_c_time_seconds_sum{k=\"v\"} 8.65\n"
            + "toy_c_time_seconds_count{k=\"v\"} 5\n",
            _metrics.Write());
    }

    [Fact]
    [Trait("Plan", "O07")]
    public void Labels_without_bound_share_one_series_and_a_scrape_stays_small()
    {
        Counter<long> counter = _meter.CreateCounter<long>("toy.d.calls");
        for (int i = 0; i < 1_000_000; i++)
        {
            counter.Add(1, new KeyValuePair<string, object?>("account", i));
        }

        string text = _metrics.Write();

        Assert.InRange(text.Split('\n').Count(line => line.StartsWith("toy_d_calls_total{", StringComparison.Ordinal)), 2, MetricFamily.MaxSeries + 1);
        Assert.Equal(1_000_000, SlowClientTests.Metric(text, "toy_d_calls_total"));
        Assert.Contains("toy_d_calls_total{overflow=\"true\"}", text);
        Assert.InRange(text.Length, 1, 1 << 20);
    }

    [Fact]
    public void Counting_on_many_threads_loses_nothing_and_allocates_nothing()
    {
        Counter<long> counter = _meter.CreateCounter<long>("toy.e.calls");
        Histogram<double> histogram = _meter.CreateHistogram<double>("toy.e.time");
        object label = "x";
        Count();
        Parallel.For(0, 4, _ => Count());

        long before = GC.GetAllocatedBytesForCurrentThread();
        Count();
        Assert.True(GC.GetAllocatedBytesForCurrentThread() - before < 1000, $"{GC.GetAllocatedBytesForCurrentThread() - before} bytes were allocated");
        Assert.Contains("toy_e_calls_total{k=\"x\"} 60000\n", _metrics.Write());
        Assert.Contains("toy_e_time_count{k=\"x\"} 60000\n", _metrics.Write());

        void Count()
        {
            for (int i = 0; i < 10_000; i++)
            {
                counter.Add(1, new KeyValuePair<string, object?>("k", label));
                histogram.Record(0.01, new KeyValuePair<string, object?>("k", label));
            }
        }
    }

    [Fact]
    public async Task The_page_is_prometheus_text_line_by_line()
    {
        await using ToyServer server = await ToyServer.StartAsync();
        await server.CallAsync("toy_whoami");
        string page = await server.ScrapeAsync();

        Assert.Contains("rollup_rpc_calls_total{method=\"toy_whoami\",code=\"0\"} ", page);
        Assert.Contains("rollup_rpc_call_duration_seconds_bucket{method=\"toy_whoami\",le=\"0.001\"} ", page);
        Assert.Contains("dotnet_gc_collections_total", page);
        var sample = new Regex("^[a-z_][a-z0-9_]*(\\{[a-z0-9_]+=\"([^\"\\\\\\n]|\\\\[\\\\\"n])*\"(,[a-z0-9_]+=\"([^\"\\\\\\n]|\\\\[\\\\\"n])*\")*\\})? (-?[0-9.E+-]+|NaN|[+-]Inf)$", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture);
        Assert.All(page.TrimEnd('\n').Split('\n').Where(line => !line.StartsWith('#')), line => Assert.Matches(sample, line));
    }

    [Fact]
    public async Task The_page_can_be_kept_to_the_admin_port()
    {
        await using ToyServer server = await ToyServer.StartAsync(publicMetrics: false);
        using var client = new HttpClient();

        Assert.Equal(404, (int)(await client.GetAsync(new Uri(server.Address, "metrics"))).StatusCode);
        Assert.Equal(200, (int)(await client.GetAsync(new Uri(server.AdminAddress, "metrics"))).StatusCode);
    }

    [Fact]
    [Trait("Plan", "O07")]
    public async Task Callers_cannot_make_up_labels()
    {
        await using ToyServer server = await ToyServer.StartAsync();
        await server.CallAsync("toy_madeup_canary");

        Assert.DoesNotContain("canary", await server.ScrapeAsync());
    }
}
