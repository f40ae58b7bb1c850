#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace espalier::rules {

/// What the rules need to know of a piece of C++; everything else is Other and is never looked into further than its
/// children.
enum class Kind {
    Function,
    Parameter,
    Variable,
    Compound,
    Declaration, ///< statement holding Variables
    For,         ///< children: init, condition, increment, body; Other when one of them is absent
    RangeFor,
    While,
    Do,
    If, ///< children: condition, then, else (optional)
    Switch,
    Return,
    Break,
    Continue,
    Goto,
    Binary,      ///< name: the operator
    Assign,      ///< name: "=", "+=", …
    Unary,       ///< name: "-", "!", "*", "&", "++", "--"; prefix and postfix alike
    Conditional, ///< a ? b : c
    Call,        ///< name: the function; children: the arguments
    MemberCall,  ///< name: the member function; first child: the object, then the arguments
    Subscript,   ///< children: base, index; std::vector's operator too
    Reference,   ///< name: the variable, parameter or function
    Member,
    Literal, ///< name: as written
    Cast,    ///< type: the target
    InitList,
    Lambda,
    Other,
};

inline constexpr unsigned kNowhere = ~0U;

/// One node of the source's syntax with its extent as byte offsets in the source. Parentheses and implicit conversions
/// are dropped: a child's extent may be narrower than what its parent shows around it.
struct Node
{
    Kind kind = Kind::Other;
    std::string name;
    std::string type; ///< canonical, e.g. "const float *"
    unsigned begin = 0;
    unsigned end = 0; ///< one past the last byte
    unsigned declaration =
        kNowhere; ///< Reference: where the name is declared in this source; Variable, Parameter, Function: its own
    const Node* parent = nullptr;
    std::vector<std::unique_ptr<Node>> children;

    const Node& child(std::size_t i) const { return *children[i]; }
    bool contains(const Node& other) const { return begin <= other.begin && other.end <= end; }
};

/// Calls `visit` for the node and all below it, parents first; a false answer skips what is below.
void walk(const Node& node, const std::function<bool(const Node&)>& visit);

/// Every node of one kind at or below `node`, in source order.
std::vector<const Node*> findAll(const Node& node, Kind kind);

/// The nearest enclosing node of that kind, or null.
const Node* enclosing(const Node& node, Kind kind);

bool isLoop(Kind kind);
/// Does the variable declared at `declaration` occur at or below `node`?
bool mentions(const Node& node, unsigned declaration);
/// A literal with its value when it is an integer ("4", "4L", "0x10u").
bool integerValue(const Node& node, std::int64_t& value);
/// The same through names of constants: `ROWS` with `constexpr int ROWS = 4`.
bool constantValue(const Node& node, std::int64_t& value);
bool isFloatType(std::string_view type);
bool isIntegerType(std::string_view type);

} // namespace espalier::rules
