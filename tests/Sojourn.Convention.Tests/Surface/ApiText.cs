using System.Globalization;
using System.Reflection;
using System.Runtime.CompilerServices;

namespace Sojourn.Convention.Surface;

/// <summary>The public surface of an assembly as text: one line per type and member, in a stable order.</summary>
internal static class ApiText
{
    private const BindingFlags Declared = BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance
        | BindingFlags.Static | BindingFlags.DeclaredOnly;

    public static string Of(Assembly assembly)
    {
        var types = assembly.GetExportedTypes().OrderBy(type => type.FullName, StringComparer.Ordinal);
        return string.Concat(types.Select(type => $"{Head(type)}\n{string.Concat(Members(type).Select(member => $"    {member}\n"))}\n"))
            .TrimEnd() + "\n";
    }

    private static IEnumerable<string> Members(Type type)
    {
        if (type.IsEnum)
        {
            return type.GetFields(BindingFlags.Public | BindingFlags.Static)
                .Select(field => string.Create(CultureInfo.InvariantCulture, $"{field.Name} = {Convert.ToInt64(field.GetRawConstantValue(), CultureInfo.InvariantCulture)}"));
        }

        return type.GetConstructors(Declared).Where(IsVisible).Select(Constructor)
            .Concat(type.GetFields(Declared).Where(field => field.IsPublic || field.IsFamily).Select(Field))
            .Concat(type.GetProperties(Declared).Where(IsVisible).Select(Property))
            .Concat(type.GetMethods(Declared).Where(method => IsVisible(method) && IsOwn(method)).Select(Method))
            .Order(StringComparer.Ordinal);
    }

    private static string Head(Type type)
    {
        var kind = type.IsEnum ? "enum" : type.IsInterface ? "interface" : type.IsValueType ? Struct(type) : Class(type);
        var bases = Bases(type).ToList();
        return $"{kind} {type.Namespace}.{TypeText.Of(type)}{(bases.Count > 0 ? " : " : "")}{string.Join(", ", bases)}{Constraints(type.GetGenericArguments())}";
    }

    private static string Class(Type type)
    {
        var modifier = type is { IsAbstract: true, IsSealed: true } ? "static " : type.IsAbstract ? "abstract " : type.IsSealed ? "sealed " : "";
        return modifier + (type.GetMethod("<Clone>$") is null ? "class" : "record");
    }

    private static string Struct(Type type)
    {
        var isReadOnly = type.IsDefined(typeof(IsReadOnlyAttribute)) ? "readonly " : "";
        var isRecord = type.GetMethod("PrintMembers", Declared) is not null;
        return isReadOnly + (isRecord ? "record struct" : "struct");
    }

    private static IEnumerable<string> Bases(Type type)
    {
        if (type.BaseType is { } parent && parent != typeof(object) && !type.IsValueType)
        {
            yield return TypeText.Of(parent);
        }

        var inherited = type.BaseType?.GetInterfaces() ?? [];
        var implied = type.GetInterfaces().SelectMany(one => one.GetInterfaces());
        var own = type.IsEnum ? [] : type.GetInterfaces().Except(inherited).Except(implied);
        foreach (var name in own.Where(one => !one.Name.StartsWith("IEquatable", StringComparison.Ordinal)).Select(one => TypeText.Of(one)).Order(StringComparer.Ordinal))
        {
            yield return name;
        }
    }

    private static string Constructor(ConstructorInfo constructor) =>
        $"{Access(constructor)}{TypeText.Of(constructor.DeclaringType!).Split('<')[0]}({Parameters(constructor)})";

    private static string Field(FieldInfo field)
    {
        var modifier = field.IsLiteral ? "const " : (field.IsStatic ? "static " : "") + (field.IsInitOnly ? "readonly " : "");
        var value = field.IsLiteral ? $" = {Literal(field.GetRawConstantValue())}" : "";
        return $"{modifier}{TypeText.Of(field.FieldType)} {field.Name}{value}";
    }

    private static string Property(PropertyInfo property)
    {
        var accessor = (property.GetMethod ?? property.SetMethod)!;
        var required = property.IsDefined(typeof(RequiredMemberAttribute)) ? "required " : "";
        var type = TypeText.Of(property.PropertyType, new NullabilityInfoContext().Create(property));
        var setter = property.SetMethod is not { } set || !IsVisible(set) ? ""
            : set.ReturnParameter.GetRequiredCustomModifiers().Contains(typeof(IsExternalInit)) ? " init;" : " set;";
        return $"{Access(accessor)}{Modifiers(accessor)}{required}{type} {property.Name} {{{(property.CanRead ? " get;" : "")}{setter} }}";
    }

    private static string Method(MethodInfo method)
    {
        var type = TypeText.Of(method.ReturnType, new NullabilityInfoContext().Create(method.ReturnParameter));
        var generics = method.IsGenericMethod ? $"<{string.Join(", ", method.GetGenericArguments().Select(argument => argument.Name))}>" : "";
        var extension = method.IsDefined(typeof(ExtensionAttribute)) ? "this " : "";
        return $"{Access(method)}{Modifiers(method)}{type} {method.Name}{generics}({extension}{Parameters(method)}){Constraints(method.GetGenericArguments())}";
    }

    private static string Parameters(MethodBase method) => string.Join(", ", method.GetParameters().Select(Parameter));

    private static string Parameter(ParameterInfo parameter)
    {
        var direction = parameter.IsOut ? "out " : parameter.ParameterType.IsByRef ? (parameter.IsIn ? "in " : "ref ") : "";
        var several = parameter.IsDefined(typeof(ParamArrayAttribute)) ? "params " : "";
        var type = TypeText.Of(parameter.ParameterType, new NullabilityInfoContext().Create(parameter));
        return $"{several}{direction}{type} {parameter.Name}{(parameter.HasDefaultValue ? $" = {Literal(parameter.DefaultValue)}" : "")}";
    }

    private static string Constraints(Type[] arguments) => string.Concat(arguments.Where(argument => argument.IsGenericParameter).Select(argument =>
    {
        var attributes = argument.GenericParameterAttributes;
        var constraints = argument.GetGenericParameterConstraints().Select(constraint => TypeText.Of(constraint)).ToList();
        if (attributes.HasFlag(GenericParameterAttributes.ReferenceTypeConstraint))
        {
            constraints.Insert(0, "class");
        }

        if (attributes.HasFlag(GenericParameterAttributes.DefaultConstructorConstraint))
        {
            constraints.Add("new()");
        }

        return constraints.Count == 0 ? "" : $" where {argument.Name} : {string.Join(", ", constraints)}";
    }));

    private static string Modifiers(MethodInfo method)
    {
        if (method.IsStatic)
        {
            return "static ";
        }

        if (method.DeclaringType!.IsInterface || !method.IsVirtual || method.IsFinal)
        {
            return "";
        }

        return method.IsAbstract ? "abstract " : method.GetBaseDefinition() != method ? "override " : "virtual ";
    }

    private static string Access(MethodBase method) => method.IsFamily || method.IsFamilyOrAssembly ? "protected " : "";

    private static string Literal(object? value) => value switch
    {
        null => "null",
        string text => $"\"{text}\"",
        bool flag => flag ? "true" : "false",
        _ => Convert.ToString(value, CultureInfo.InvariantCulture)!,
    };

    private static bool IsVisible(MethodBase method) => method.IsPublic || method.IsFamily || method.IsFamilyOrAssembly;

    private static bool IsVisible(PropertyInfo property) => property.GetAccessors(nonPublic: true).Any(IsVisible);

    private static bool IsVisible(ConstructorInfo constructor) =>
        IsVisible((MethodBase)constructor) && !constructor.IsDefined(typeof(CompilerGeneratedAttribute));

    /// <summary>Accessors are shown by their property; what a record brings along is said by the word record.</summary>
    private static bool IsOwn(MethodInfo method) =>
        !method.IsDefined(typeof(CompilerGeneratedAttribute))
        && (!method.IsSpecialName || method.Name.StartsWith("op_", StringComparison.Ordinal));
}
