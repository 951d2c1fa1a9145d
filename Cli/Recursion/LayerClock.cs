using System.Diagnostics;
using Rollup.Cli.Output;
using Rollup.Proofs.Programs;

namespace Rollup.Cli.Recursion;

/// <summary>Times the layers, tells how far they are, and keeps each one's best run.</summary>
internal sealed class LayerClock(Terminal terminal)
{
    private readonly Dictionary<string, TimeSpan> _times = [];
    private readonly List<LayerReport> _layers = [];

    /// <summary>In the order in which they first ran.</summary>
    public LayerReport[] Layers => [.. _layers];

    public double Seconds(string name) => Math.Round(_times[name].TotalSeconds, 2);

    public void Measure(string name, Action work)
    {
        terminal.Say($"{name} …");
        long start = Stopwatch.GetTimestamp();
        work();
        _times[name] = Stopwatch.GetElapsedTime(start);
    }

    public ProvenStatement Prove(string name, Func<ProvenStatement> prove)
    {
        terminal.Say($"{name} …");
        long start = Stopwatch.GetTimestamp();
        ProvenStatement statement = prove();
        LayerReport report = LayerReport.Of(name, Stopwatch.GetElapsedTime(start), statement);
        int known = _layers.FindIndex(layer => layer.Name == name);
        if (known < 0)
        {
            _layers.Add(report);
        }
        else if (report.Seconds < _layers[known].Seconds)
        {
            _layers[known] = report;
        }

        return statement;
    }

    public ProvenStatement Prove<T>(string name, T below, Func<T, ProvenStatement> prove) => Prove(name, () => prove(below));
}
