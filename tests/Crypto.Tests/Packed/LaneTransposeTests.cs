namespace Rollup.Crypto.Tests.Packed;

public sealed unsafe class LaneTransposeTests
{
    [Theory]
    [InlineData(8)]
    [InlineData(13)]
    public void Rows_become_columns_on_every_path(int stride)
    {
        Goldilocks[] source = [.. Enumerable.Range(0, 8 * stride).Select(i => (Goldilocks)(ulong)i)];
        foreach (VectorPath path in VectorPaths.Supported)
        {
            Goldilocks[] columns = new Goldilocks[64];
            fixed (Goldilocks* from = source, to = columns)
            {
                LaneTranspose.Transpose(from, stride, to, path);
            }

            Assert.Equal(
                Enumerable.Range(0, 64).Select(i => (ulong)(i % 8 * stride + i / 8)),
                columns.Select(element => element.Value));
        }
    }

    [Fact]
    public void Scattered_rows_are_gathered_on_every_path()
    {
        ulong[] source = [.. Enumerable.Range(0, 100).Select(i => (ulong)i)];
        int[] starts = [5, 90, 0, 33, 33, 92, 7, 61];
        ulong** rows = stackalloc ulong*[8];
        foreach (VectorPath path in VectorPaths.Supported)
        {
            ulong[] columns = new ulong[64];
            fixed (ulong* from = source, to = columns)
            {
                for (int i = 0; i < 8; i++)
                {
                    rows[i] = from + starts[i];
                }

                LaneTranspose.Gather(rows, to, path);
            }

            Assert.Equal(Enumerable.Range(0, 64).Select(i => (ulong)(starts[i % 8] + i / 8)), columns);
        }
    }
}
