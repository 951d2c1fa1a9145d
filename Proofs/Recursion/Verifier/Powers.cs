using Rollup.Proofs.Recursion.Circuits;

namespace Rollup.Proofs.Recursion.Verifier;

/// <summary>Powers in wires.</summary>
internal static class Powers
{
    /// <summary>x, x², …, x^count.</summary>
    public static CircuitValue[] UpTo(CircuitBuilder builder, CircuitValue value, int count)
    {
        CircuitValue[] powers = new CircuitValue[count];
        for (int i = 0; i < count; i++)
        {
            powers[i] = i == 0 ? value : AsWire(builder, powers[i - 1] * value);
        }

        return powers;
    }

    /// <summary>x^(2^count).</summary>
    public static CircuitValue SquareTimes(CircuitBuilder builder, CircuitValue value, int count)
    {
        for (int i = 0; i < count; i++)
        {
            value = AsWire(builder, value * value);
        }

        return value;
    }

    public static CircuitValue Pow(CircuitBuilder builder, CircuitValue value, int exponent)
    {
        CircuitValue result = exponent % 2 == 0 ? Crypto.Goldilocks.One : value;
        for (exponent /= 2; exponent > 0; exponent /= 2)
        {
            value = AsWire(builder, value * value);
            result = exponent % 2 == 0 ? result : AsWire(builder, result * value);
        }

        return result;
    }

    /// <summary>Computed here once, not wherever it is used.</summary>
    public static CircuitValue AsWire(CircuitBuilder builder, CircuitValue value) => builder.ValueOf(value.ToWire(builder));
}
