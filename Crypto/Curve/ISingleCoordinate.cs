namespace Rollup.Crypto.Curve;

/// <summary>A coordinate of one point, in plain words or in a vector register.</summary>
internal interface ISingleCoordinate<TSelf> : ICoordinate<TSelf>
    where TSelf : struct, ISingleCoordinate<TSelf>
{
    /// <summary>Words that <see cref="Read"/> may touch; five of them count.</summary>
    const int ReadLength = 8;

    /// <summary>The element whose coefficients are the first five words at <paramref name="words"/>, of <see cref="ReadLength"/> readable ones.</summary>
    static abstract TSelf Read(ref readonly ulong words);

    static abstract TSelf From(in GoldilocksQuintic element);

    GoldilocksQuintic ToQuintic();
}
