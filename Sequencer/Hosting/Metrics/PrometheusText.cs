using System.Globalization;
using System.Text;

namespace Rollup.Sequencer.Hosting;

/// <summary>Prometheus's text format, version 0.0.4.</summary>
internal static class PrometheusText
{
    public static void Write(StringBuilder text, MetricFamily family)
    {
        (string Labels, TimeSeries Series)[] ordered =
            [.. family.Series.Select(series => (Labels(series.Labels), series.Series)).OrderBy(series => series.Item1, StringComparer.Ordinal)];
        if (ordered.Length == 0)
        {
            return;
        }

        text.Append("# HELP ").Append(family.Name).Append(' ').Append(family.Description.Replace("\\", "\\\\").Replace("\n", "\\n")).Append('\n');
        text.Append("# TYPE ").Append(family.Name).Append(' ').Append(TypeOf(family.Kind)).Append('\n');
        foreach ((string labels, TimeSeries series) in ordered)
        {
            if (family.Bounds is { } bounds)
            {
                WriteHistogram(text, family.Name, labels, bounds, series);
            }
            else
            {
                WriteSample(text, family.Name, labels, series.Read());
            }
        }
    }

    private static string TypeOf(MetricKind kind) => kind switch
    {
        MetricKind.Counter => "counter",
        MetricKind.Histogram => "histogram",
        _ => "gauge",
    };

    private static void WriteHistogram(StringBuilder text, string name, string labels, double[] bounds, TimeSeries series)
    {
        Span<long> cumulative = stackalloc long[bounds.Length + 1];
        double sum = series.ReadHistogram(cumulative);
        string separator = labels.Length == 0 ? "" : ",";
        for (int i = 0; i < cumulative.Length; i++)
        {
            string bound = i < bounds.Length ? Number(bounds[i]) : "+Inf";
            WriteSample(text, name + "_bucket", $"{labels}{separator}le=\"{bound}\"", cumulative[i]);
        }

        WriteSample(text, name + "_sum", labels, sum);
        WriteSample(text, name + "_count", labels, cumulative[^1]);
    }

    private static void WriteSample(StringBuilder text, string name, string labels, double value)
    {
        text.Append(name);
        if (labels.Length > 0)
        {
            text.Append('{').Append(labels).Append('}');
        }

        text.Append(' ').Append(Number(value)).Append('\n');
    }

    private static string Labels(TagSet labels)
    {
        var text = new StringBuilder();
        foreach ((string name, object? value) in labels.Tags)
        {
            string escaped = (Convert.ToString(value, CultureInfo.InvariantCulture) ?? "")
                .Replace("\\", "\\\\").Replace("\"", "\\\"").Replace("\n", "\\n");
            text.Append(text.Length == 0 ? "" : ",").Append(PrometheusName.Escape(name)).Append("=\"").Append(escaped).Append('"');
        }

        return text.ToString();
    }

    private static string Number(double value) =>
        double.IsPositiveInfinity(value) ? "+Inf"
        : double.IsNegativeInfinity(value) ? "-Inf"
        : double.IsNaN(value) ? "NaN"
        : value.ToString("R", CultureInfo.InvariantCulture);
}
