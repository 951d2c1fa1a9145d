namespace Rollup.Crypto.Tests.Fields;

/// <summary>What holds in every field, run for each of ours.</summary>
public abstract class FieldLaws<TField>
    where TField : struct, IExtensionField<TField>
{
    private const int Seed = 1729;
    private const int Rounds = 300;

    private protected abstract TField Next(Random random);

    [Fact]
    public void Addition_and_multiplication_commute() =>
        ForAll((a, b, _) => a + b == b + a && a * b == b * a);

    [Fact]
    public void Addition_and_multiplication_associate() =>
        ForAll((a, b, c) => a + b + c == a + (b + c) && a * b * c == a * (b * c));

    [Fact]
    public void Multiplication_distributes_over_addition() =>
        ForAll((a, b, c) => a * (b + c) == a * b + a * c);

    [Fact]
    public void Zero_and_one_are_neutral() =>
        ForAll((a, _, _) => a + TField.Zero == a && a * TField.One == a && a * TField.Zero == TField.Zero);

    [Fact]
    public void Subtraction_undoes_addition() =>
        ForAll((a, b, _) => a + b - b == a && a - b == a + -b && a + -a == TField.Zero && -TField.Zero == TField.Zero);

    [Fact]
    public void An_element_times_its_inverse_is_one() =>
        ForAll((a, _, _) => a.IsZero || a * a.Inverse() == TField.One);

    [Fact]
    public void There_are_no_zero_divisors() =>
        ForAll((a, b, _) => a.IsZero || b.IsZero || !(a * b).IsZero);

    [Fact]
    public void Zero_has_no_inverse() => Assert.Throws<DivideByZeroException>(() => TField.Zero.Inverse());

    [Fact]
    public void Scaling_by_a_base_element_is_multiplying_by_its_embedding() =>
        ForAll((a, b, _) => a * b[0] == a * TField.From(b[0]));

    [Fact]
    public void The_embedding_is_a_homomorphism() =>
        ForAll((a, b, _) => TField.From(a[0] * b[0] + a[0]) == TField.From(a[0]) * TField.From(b[0]) + TField.From(a[0]));

    [Fact]
    public void Equality_is_equality_of_coefficients() =>
        ForAll((a, b, _) => a == b == Enumerable.Range(0, TField.Degree).All(i => a[i] == b[i])
            && a != b == !a.Equals(b)
            && a.Equals((object)a)
            && a.GetHashCode() == (a + TField.Zero).GetHashCode());

    [Fact]
    public void A_coefficient_beyond_the_degree_does_not_exist() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => TField.One[TField.Degree]);

    private protected void ForAll(Func<TField, TField, TField, bool> law)
    {
        Random random = new(Seed);
        for (int round = 0; round < Rounds; round++)
        {
            (TField a, TField b, TField c) = (Next(random), Next(random), Next(random));
            Assert.True(law(a, b, c), $"seed {Seed}, round {round}: a = {a}, b = {b}, c = {c}");
        }
    }
}
