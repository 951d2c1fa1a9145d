namespace Rollup.Sequencer.Rpc;

/// <summary>Defines a method: what it is called and what it takes.</summary>
/// <example>
/// <code>
/// RpcMethod.Define("rollup_getAccount", "One account by its leaf index.")
///     .Parameter("leafIndex", Schema.Integer(1, uint.MaxValue), "Where the account stands in the tree.", out var leafIndex)
///     .Returns("account", Wire.Account, "The account as of the newest accepted operation.")
///     .Fails(RpcErrorCode.NotFound, "No account has this leaf index.")
///     .Example("An account", """{"leafIndex":1}""", """{"leafIndex":1,"balance":"250", …}""")
///     .Handle((context, p) =&gt; accounts.Find(p.Get(leafIndex)) is { } found ? found : RpcError.NotFound("No account has this leaf index."));
/// </code>
/// </example>
public sealed class RpcMethodBuilder
{
    private readonly RpcMethodDefinition _definition;

    internal RpcMethodBuilder(string name, string summary) => _definition = new RpcMethodDefinition(name, summary);

    /// <summary>What the summary leaves out: order, idempotence, what to do on a failure.</summary>
    public RpcMethodBuilder Describe(string description)
    {
        _definition.Description = description;
        return this;
    }

    /// <summary>Keeps the method off the public port.</summary>
    public RpcMethodBuilder Admin()
    {
        _definition.IsAdmin = true;
        return this;
    }

    /// <summary>Adds a parameter; callers pass them by name, or by position in the order of definition.</summary>
    /// <param name="parameter">The key that the handler reads the value with.</param>
    public RpcMethodBuilder Parameter<T>(string name, Schema<T> schema, string description, out Field<T> parameter)
        where T : notnull
    {
        parameter = _definition.Parameters.Add(name, schema, description, isRequired: true);
        return this;
    }

    /// <summary>Adds a parameter that may be absent or null. Its description says what then holds.</summary>
    public RpcMethodBuilder OptionalParameter<T>(string name, Schema<T> schema, string description, out Field<T> parameter)
        where T : notnull
    {
        parameter = _definition.Parameters.Add(name, schema, description, isRequired: false);
        return this;
    }

    /// <param name="name">What the OpenRPC document calls the result.</param>
    public RpcMethodBuilder<T> Returns<T>(string name, Schema<T> schema, string description)
        where T : notnull => new(_definition, new ResultDescription(name, description, schema), schema);
}

/// <summary>Defines a method: how it may fail, examples, and what answers it.</summary>
public sealed class RpcMethodBuilder<T>
    where T : notnull
{
    private readonly RpcMethodDefinition _definition;
    private readonly ResultDescription _result;
    private readonly Schema<T> _schema;

    internal RpcMethodBuilder(RpcMethodDefinition definition, ResultDescription result, Schema<T> schema) =>
        (_definition, _result, _schema) = (definition, result, schema);

    /// <summary>Documents an error beyond those that every method may answer.</summary>
    /// <param name="reasons">The closed list of <c>data.reason</c>, where the code has one.</param>
    public RpcMethodBuilder<T> Fails(RpcErrorCode code, string message, params IReadOnlyList<string> reasons)
    {
        _definition.Errors.Add(new RpcErrorDescription(code, message, reasons));
        return this;
    }

    /// <summary>Documents the closed list of reasons (<c>data.reason</c>) for which an operation is refused.</summary>
    public RpcMethodBuilder<T> Refuses(params IReadOnlyList<string> reasons) =>
        Fails(RpcErrorCode.OperationRefused, "The operation breaks a rule; nothing has changed.", reasons);

    /// <summary>An example whose result is the same on every run of the example fixture.</summary>
    /// <param name="parameters">A JSON object, by name.</param>
    /// <param name="result">The JSON result.</param>
    public RpcMethodBuilder<T> Example(string name, string parameters, string result) => AddExample(new(name, parameters, result, IsExact: true));

    /// <summary>An example whose result differs from run to run, of which a test compares the shape only.</summary>
    public RpcMethodBuilder<T> ExampleOfShape(string name, string parameters, string result) =>
        AddExample(new(name, parameters, result, IsExact: false));

    /// <summary>The method with the handler that answers it.</summary>
    /// <param name="handler">
    /// Gets parameters that are present and valid. Refusals are returned; whatever it throws is a bug, counted and logged
    /// as such.
    /// </param>
    public RpcMethod Handle(Func<RpcContext, FieldValues, ValueTask<RpcReply<T>>> handler)
    {
        _definition.Parameters.RequireAtMost64();
        _definition.Examples.ForEach(example => example.Check(_definition));
        return new RpcMethod<T>(_definition, _result, _schema, handler);
    }

    /// <inheritdoc cref="Handle(Func{RpcContext, FieldValues, ValueTask{RpcReply{T}}})"/>
    public RpcMethod Handle(Func<RpcContext, FieldValues, RpcReply<T>> handler) =>
        Handle((context, parameters) => new ValueTask<RpcReply<T>>(handler(context, parameters)));

    private RpcMethodBuilder<T> AddExample(RpcExample example)
    {
        _definition.Examples.Add(example);
        return this;
    }
}
