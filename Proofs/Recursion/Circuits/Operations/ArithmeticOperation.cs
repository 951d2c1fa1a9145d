using Rollup.Crypto;
using Rollup.Proofs.Recursion.Circuits;
using Rollup.Proofs.Recursion.Tables;

namespace Rollup.Proofs.Recursion.Circuits.Operations;

/// <summary>d from a, b and c.</summary>
internal sealed class ArithmeticOperation(int row, ArithmeticGate gate) : Operation
{
    public override string Kind => "arithmetic";

    public override void Execute(CircuitExecution execution)
    {
        GoldilocksCubic a = gate.A.IsNone ? default : execution.Cubic(gate.A);
        GoldilocksCubic b = gate.B.IsNone ? default : execution.Cubic(gate.B);
        GoldilocksCubic c = gate.C.IsNone ? default : execution.Cubic(gate.C);
        GoldilocksCubic d = a * gate.Left + c * gate.Addend + GoldilocksCubic.From(gate.Constant);
        if (!gate.Product.IsZero)
        {
            d += a * b * gate.Product;
        }

        Write(execution.Rows.Arithmetic(row), a, b, c, d);
        execution.Set(gate.D, Word.Of(d));
    }

    public static void Write(ArithmeticValues values, GoldilocksCubic a, GoldilocksCubic b, GoldilocksCubic c, GoldilocksCubic d)
    {
        Write(values.A, a);
        Write(values.B, b);
        Write(values.C, c);
        Write(values.D, d);

        static void Write(Span<Goldilocks> cells, GoldilocksCubic value) => (cells[0], cells[1], cells[2]) = (value.C0, value.C1, value.C2);
    }
}

/// <summary>The quotient q with q·d = n, on a row that multiplies.</summary>
internal sealed class DivisionOperation(int row, Wire quotient, Wire denominator, Wire numerator) : Operation
{
    public override string Kind => "division";

    public override void Execute(CircuitExecution execution)
    {
        GoldilocksCubic d = execution.Cubic(denominator);
        GoldilocksCubic n = execution.Cubic(numerator);
        if (d.IsZero && !n.IsZero)
        {
            execution.Fail($"{n} is divided by zero");
        }

        GoldilocksCubic q = d.IsZero ? default : n * d.Inverse();
        ArithmeticOperation.Write(execution.Rows.Arithmetic(row), q, d, default, n);
        execution.Set(quotient, Word.Of(q));
    }
}
