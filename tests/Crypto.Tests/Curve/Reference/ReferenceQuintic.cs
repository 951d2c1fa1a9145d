using System.Numerics;

namespace Rollup.Crypto.Tests.Curve.Reference;

/// <summary>F⁵ as the textbook has it, on five <see cref="BigInteger"/>s: shares nothing with the code under test.</summary>
internal sealed class ReferenceQuintic
{
    public static readonly BigInteger P = (BigInteger.One << 64) - (BigInteger.One << 32) + 1;
    public static readonly ReferenceQuintic Zero = new(0);
    public static readonly ReferenceQuintic One = new(1);

    private static readonly BigInteger Order = BigInteger.Pow(P, 5);

    private readonly BigInteger[] _c;

    public ReferenceQuintic(params BigInteger[] coefficients) =>
        _c = [.. Enumerable.Range(0, 5).Select(i => i < coefficients.Length ? Mod(coefficients[i]) : 0)];

    public BigInteger this[int index] => _c[index];

    public bool IsZero => _c.All(c => c.IsZero);

    public static ReferenceQuintic Of(GoldilocksQuintic element) =>
        new([.. Enumerable.Range(0, 5).Select(i => (BigInteger)element[i].Value)]);

    public GoldilocksQuintic ToQuintic() => new((ulong)_c[0], (ulong)_c[1], (ulong)_c[2], (ulong)_c[3], (ulong)_c[4]);

    public static ReferenceQuintic operator +(ReferenceQuintic a, ReferenceQuintic b) => new([.. a._c.Zip(b._c, (x, y) => x + y)]);

    public static ReferenceQuintic operator -(ReferenceQuintic a, ReferenceQuintic b) => new([.. a._c.Zip(b._c, (x, y) => x - y)]);

    public static ReferenceQuintic operator -(ReferenceQuintic a) => Zero - a;

    public static ReferenceQuintic operator *(ReferenceQuintic a, ReferenceQuintic b)
    {
        BigInteger[] product = new BigInteger[5];
        for (int i = 0; i < 5; i++)
        {
            for (int j = 0; j < 5; j++)
            {
                product[(i + j) % 5] += a._c[i] * b._c[j] * (i + j >= 5 ? 3 : 1); // X⁵ = 3
            }
        }

        return new(product);
    }

    public static ReferenceQuintic operator /(ReferenceQuintic a, ReferenceQuintic b) => a * b.Inverse();

    public bool Same(ReferenceQuintic other) => _c.SequenceEqual(other._c);

    public ReferenceQuintic Pow(BigInteger exponent)
    {
        ReferenceQuintic result = One, power = this;
        for (; !exponent.IsZero; exponent >>= 1)
        {
            result = exponent.IsEven ? result : result * power;
            power *= power;
        }

        return result;
    }

    /// <summary>Solves this · y = 1 as five linear equations over F, by elimination.</summary>
    public ReferenceQuintic Inverse()
    {
        // Row k, column j: the coefficient of y_j in coefficient k of the product; column 5 is the right-hand side.
        BigInteger[][] rows =
            [.. Enumerable.Range(0, 5).Select(k => Enumerable.Range(0, 6).Select(j => j == 5 ? (k == 0 ? 1 : 0) : _c[(k - j + 5) % 5] * (k < j ? 3 : 1)).ToArray())];
        for (int i = 0; i < 5; i++)
        {
            int pivot = Enumerable.Range(i, 5 - i).First(r => !Mod(rows[r][i]).IsZero);
            (rows[i], rows[pivot]) = (rows[pivot], rows[i]);
            BigInteger scale = BigInteger.ModPow(Mod(rows[i][i]), P - 2, P);
            rows[i] = [.. rows[i].Select(v => Mod(v * scale))];
            for (int r = 0; r < 5; r++)
            {
                BigInteger factor = rows[r][i];
                if (r != i)
                {
                    rows[r] = [.. rows[r].Zip(rows[i], (v, w) => Mod(v - factor * w))];
                }
            }
        }

        return new([.. rows.Select(row => row[5])]);
    }

    public bool IsSquare() => IsZero || Pow((Order - 1) / 2).Same(One);

    /// <summary>Tonelli and Shanks in F⁵; null for a non-square.</summary>
    public ReferenceQuintic? SquareRoot()
    {
        if (!IsSquare())
        {
            return null;
        }

        BigInteger odd = (Order - 1) >> 32;
        ReferenceQuintic rootOfUnity = new ReferenceQuintic(7).Pow(odd); // 7 is no square in F, nor in an extension of odd degree
        ReferenceQuintic root = Pow((odd + 1) / 2), error = Pow(odd);
        for (int log = 31; log >= 0 && !error.IsZero; log--)
        {
            // rootOfUnity has order 2^(log+1), error one that divides 2^log.
            ReferenceQuintic probe = error.Pow(BigInteger.One << Math.Max(log - 1, 0));
            if (!probe.Same(One))
            {
                root *= rootOfUnity;
                error *= rootOfUnity * rootOfUnity;
            }

            rootOfUnity *= rootOfUnity;
        }

        return (root * root).Same(this) ? root : throw new InvalidOperationException($"The root of {this} is wrong.");
    }

    public override string ToString() => $"({string.Join(", ", _c)})";

    private static BigInteger Mod(BigInteger value)
    {
        BigInteger remainder = value % P;
        return remainder.Sign < 0 ? remainder + P : remainder;
    }
}
