namespace Rollup.Proofs.Transforms;

/// <summary>Runs <see cref="PanelExtension"/> over the panels of a trace.</summary>
internal sealed unsafe class TraceExtender(NativeMatrix trace, NativeMatrix extended, PanelExtension extension, int logBlowup)
{
    private const int Row = NativeMatrix.PanelWidth;

    /// <summary>Extends panels 0 … count − 1, each by one thread.</summary>
    public void ExtendAlone(int count, Workers workers)
    {
        if (count == 0)
        {
            return;
        }

        Workers single = new(1, workers.Path);
        int threads = Math.Min(workers.ThreadCount, count);
        NativeBuffer[] scratch = [.. Enumerable.Range(0, threads).Select(_ => NewScratch(1))];
        workers.For(count, (worker, panel) => Extend(panel, single, scratch[worker]));
        Array.ForEach(scratch, buffer => buffer.Dispose());
    }

    /// <summary>Extends the panels from <paramref name="first"/> on, each by all threads.</summary>
    public void ExtendTogether(int first, Workers workers)
    {
        if (first == trace.PanelCount)
        {
            return;
        }

        using NativeBuffer scratch = NewScratch(workers.ThreadCount);
        for (int panel = first; panel < trace.PanelCount; panel++)
        {
            Extend(panel, workers, scratch);
        }
    }

    private NativeBuffer NewScratch(int threads) => NativeBuffer.Uninitialized(trace.PanelLength + threads * extension.ScratchWords);

    private void Extend(int panel, Workers workers, NativeBuffer scratch)
    {
        ulong* source = trace.Panel(panel);
        ulong* target = extended.Panel(panel);
        ulong* values = scratch.Words;
        ulong* strips = values + trace.PanelLength;
        int lastCoset = (1 << logBlowup) - 1;

        // The coefficients lie where the last coset will: step 4 of that coset no longer needs them.
        ulong* coefficients = target + (nint)lastCoset * trace.RowCount * Row;
        workers.For(extension.Groups, (worker, group) =>
            extension.InvertAcross(source, coefficients, group, strips + worker * extension.ScratchWords));

        for (int coset = 0; coset <= lastCoset; coset++)
        {
            int current = coset;
            workers.For(extension.Blocks, (_, block) =>
            {
                if (current == 0)
                {
                    extension.InvertWithin(coefficients, block);
                }

                extension.EvaluateWithin(coefficients, values, block, current);
            });
            workers.For(extension.Groups, (worker, group) =>
                extension.EvaluateAcross(values, target, group, current, strips + worker * extension.ScratchWords));
        }
    }
}
