using Crm.Sdk.Language.Syntax;
using Crm.Sdk.Values;
using NodaTime;

namespace Crm.Sdk.Interchange.Sql;

/// <summary>A node of an expression in SQL, as far as it is read.</summary>
internal abstract class SqlNode;

internal sealed class SqlNumber(Rational value) : SqlNode
{
    public Rational Value { get; } = value;
}

internal sealed class SqlText(string value) : SqlNode
{
    public string Value { get; } = value;
}

internal sealed class SqlBoolean(bool value) : SqlNode
{
    public bool Value { get; } = value;
}

internal sealed class SqlDate(LocalDate value) : SqlNode
{
    public LocalDate Value { get; } = value;
}

internal sealed class SqlNull : SqlNode;

/// <summary>The star of <c>count(*)</c>.</summary>
internal sealed class SqlStar : SqlNode;

internal sealed class SqlColumn(string name) : SqlNode
{
    public string Name { get; } = name;
}

/// <summary>A reference between two braces, such as <c>{{ Dimension('order__channel') }}</c>.</summary>
internal sealed class SqlReference(string kind, string name, IReadOnlyList<string> entityPath, string? grain) : SqlNode
{
    public string Kind { get; } = kind;

    public string Name { get; } = name;

    public IReadOnlyList<string> EntityPath { get; } = entityPath;

    public string? Grain { get; } = grain;
}

internal sealed class SqlUnary(UnaryOperator op, SqlNode operand) : SqlNode
{
    public UnaryOperator Operator { get; } = op;

    public SqlNode Operand { get; } = operand;
}

internal sealed class SqlBinary(BinaryOperator op, SqlNode left, SqlNode right) : SqlNode
{
    public BinaryOperator Operator { get; } = op;

    public SqlNode Left { get; } = left;

    public SqlNode Right { get; } = right;
}

internal sealed class SqlIn(SqlNode operand, IReadOnlyList<SqlNode> items) : SqlNode
{
    public SqlNode Operand { get; } = operand;

    public IReadOnlyList<SqlNode> Items { get; } = items;
}

internal sealed class SqlBetween(SqlNode operand, SqlNode low, SqlNode high) : SqlNode
{
    public SqlNode Operand { get; } = operand;

    public SqlNode Low { get; } = low;

    public SqlNode High { get; } = high;
}

internal sealed class SqlIsNull(SqlNode operand) : SqlNode
{
    public SqlNode Operand { get; } = operand;
}

/// <summary><c>case when … then … else … end</c>; without <c>else</c> it is missing.</summary>
internal sealed class SqlCase(IReadOnlyList<(SqlNode When, SqlNode Then)> branches, SqlNode? otherwise) : SqlNode
{
    public IReadOnlyList<(SqlNode When, SqlNode Then)> Branches { get; } = branches;

    public SqlNode? Otherwise { get; } = otherwise;
}

internal sealed class SqlCall(string function, IReadOnlyList<SqlNode> arguments) : SqlNode
{
    /// <summary>The function in lower case.</summary>
    public string Function { get; } = function;

    public IReadOnlyList<SqlNode> Arguments { get; } = arguments;
}

internal sealed class SqlCast(SqlNode operand, string type) : SqlNode
{
    public SqlNode Operand { get; } = operand;

    /// <summary>The type in lower case, without its parentheses.</summary>
    public string Type { get; } = type;
}
