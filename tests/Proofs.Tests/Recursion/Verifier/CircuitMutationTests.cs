using Rollup.Proofs.Programs;
using Rollup.Proofs.Recursion.Circuits;
using Rollup.Proofs.Recursion.Layers;
using Rollup.Proofs.Recursion.Verifier;
using Rollup.Proofs.Tests.Recursion.Circuits;
using Rollup.Proofs.Tests.Mutations;
using Rollup.Proofs.Tests.Proving;
using Rollup.Proofs.Verifying;

namespace Rollup.Proofs.Tests.Recursion.Verifier;

/// <summary>
/// Each check and each absorb of the verifier circuit left out in turn: a false statement then satisfies it, which does not
/// satisfy the real one. <see cref="MutationTests"/> does the same for the native verifier, with the same forgeries.
/// </summary>
public sealed class CircuitMutationTests
{
    /// <summary>Forgeries that need luck succeed every other time.</summary>
    private const int MaxAttempts = 64;

    /// <summary>Above, the trace of a forgery is not checked row by row as well: that is for seconds.</summary>
    private const int MaxQueriesOfTrace = 8;

    public static TheoryData<string, string, string> Checks
    {
        get
        {
            TheoryData<string, string, string> data = [];
            foreach ((string check, string forgery, string scope) in CircuitForgeries.Checks)
            {
                data.Add(check, forgery, scope);
            }

            return data;
        }
    }

    public static TheoryData<string> Absorbs => [.. AbsorbForgeries.All.Keys];

    public static TheoryData<string> WithoutForm => [.. CircuitForgeries.WithoutForm];

    [Theory]
    [MemberData(nameof(Checks))]
    [Trait("Plan", "V16")]
    public void A_forgery_satisfies_the_circuit_without_its_check_and_fails_there_in_the_real_one(string check, string forgery, string scope)
    {
        List<string> refusals = [];
        for (int attempt = 0; attempt < MaxAttempts; attempt++)
        {
            ProvenStatement forged = StatementOf(CheckForgeries.All[forgery].Forge(attempt));
            CircuitFailure? real = VerifierScenario.Of(forged).Execute(forged).Failure;
            VerifierScenario weakened = VerifierScenario.Of(forged, name => name == check);
            CircuitExecution execution = weakened.Execute(forged);
            if (execution.Failure is null)
            {
                Assert.StartsWith(scope, real?.Scope, StringComparison.Ordinal);
                CheckTrace(forged, weakened.Circuit, execution);
                return;
            }

            refusals.Add($"{real} / {execution.Failure}");
        }

        Assert.Fail($"No forgery in {MaxAttempts} attempts:\n{string.Join('\n', refusals.Distinct().Take(5))}");
    }

    [Theory]
    [MemberData(nameof(Absorbs))]
    [Trait("Plan", "V11")]
    public void A_forgery_satisfies_the_circuit_where_an_absorb_is_left_out_and_fails_where_it_is_not(string label)
    {
        ProvenStatement forged = StatementOf(AbsorbForgeries.All[label](label));
        VerifierScenario weakened = VerifierScenario.Of(forged, name => name == CircuitTranscript.AbsorbOf(label));
        CircuitExecution execution = weakened.Execute(forged, label);
        Assert.Null(execution.Failure);
        CheckTrace(forged, weakened.Circuit, execution);

        // Its openings are those of other queries: the real circuit has a tape only if there is one for the native verifier.
        Assert.NotNull(FailureOf(forged));
        Assert.NotNull(FailureOf(StatementOf(AbsorbForgeries.All[label](null))));
    }

    /// <summary>What a native verifier refuses by form is nothing that a circuit could be shown.</summary>
    [Theory]
    [MemberData(nameof(WithoutForm))]
    [Trait("Plan", "V15")]
    public void A_forgery_by_its_form_has_no_circuit_or_no_tape(string forgery)
    {
        ProvenStatement forged = StatementOf(CheckForgeries.All[forgery].Forge(0));
        Assert.Throws<ArgumentException>(() => VerifierScenario.Of(forged).Execute(forged));
    }

    [Fact]
    public void Every_check_and_absorb_of_the_circuit_has_a_forgery_or_a_reason_why_there_is_none()
    {
        HashSet<string> asked = [];
        foreach (string example in ExampleStatement.Names)
        {
            _ = VerifierScenario.Of(VerifierScenario.Prove(example), name => !asked.Add(name) && false);
        }

        Assert.Equal(
            asked.Select(General).Distinct().Order(),
            CircuitForgeries.Checks.Select(entry => entry.Check)
                .Concat(AbsorbForgeries.All.Keys.Select(CircuitTranscript.AbsorbOf))
                .Concat(CircuitForgeries.Implied.Keys)
                .Select(General).Distinct().Order());
    }

    [Fact]
    public void Every_check_of_the_native_verifier_has_its_place_in_the_circuit_or_a_reason_why_it_needs_none()
    {
        IEnumerable<Type> failures = typeof(ProofFailure).Assembly.GetTypes().Where(type => type.IsSubclassOf(typeof(ProofFailure)));
        Assert.Equal(failures.Select(type => type.Name).Order(), CircuitForgeries.NativeChecks.Keys.Select(type => type.Name).Order());

        // Each forgery against the native verifier is used here, one way or the other.
        Assert.Equal(
            CheckForgeries.All.Keys.Order(),
            CircuitForgeries.Checks.Select(entry => entry.Forgery).Concat(CircuitForgeries.WithoutForm).Distinct().Order());
    }

    private static ProvenStatement StatementOf(Forged forged) => new(forged.Key, [.. forged.PublicValues], forged.Proof);

    private static string? FailureOf(ProvenStatement statement)
    {
        VerifierScenario scenario = VerifierScenario.Of(statement);
        try
        {
            return scenario.Execute(statement).Failure?.ToString();
        }
        catch (ArgumentException refused)
        {
            return refused.Message;
        }
    }

    private static void CheckTrace(ProvenStatement forged, Circuit circuit, CircuitExecution execution)
    {
        if (forged.Key.Program.Parameters.Fri.QueryCount <= MaxQueriesOfTrace)
        {
            CircuitScenario.CheckTrace(circuit, execution);
        }
    }

    /// <summary>Rounds, layers and tables of one kind differ in nothing else.</summary>
    private static string General(string check)
    {
        string kind = check.TrimEnd('0', '1', '2', '3', '4', '5', '6', '7', '8', '9');
        bool isNumbered = kind.EndsWith("round ", StringComparison.Ordinal)
            || kind.EndsWith("layer ", StringComparison.Ordinal)
            || kind.EndsWith("folding ", StringComparison.Ordinal);
        return check.StartsWith("constraints of ", StringComparison.Ordinal) ? "constraints of X" : isNumbered ? $"{kind}N" : check;
    }
}
