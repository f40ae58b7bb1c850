#include "core/synthesis/rules/clangtree.h"

#include <string_view>
#include <vector>

namespace espalier::rules {

std::string takeText(CXString text)
{
    const char* characters = clang_getCString(text);
    std::string copy = characters == nullptr ? "" : characters;
    clang_disposeString(text);
    return copy;
}

namespace {

constexpr int kDeepest = 200;

std::vector<CXCursor> childrenOf(CXCursor cursor)
{
    std::vector<CXCursor> children;
    clang_visitChildren(
        cursor,
        [](CXCursor child, CXCursor, CXClientData data) {
            static_cast<std::vector<CXCursor>*>(data)->push_back(child);
            return CXChildVisit_Continue;
        },
        &children);
    return children;
}

void extentOf(CXCursor cursor, unsigned& begin, unsigned& end)
{
    const CXSourceRange range = clang_getCursorExtent(cursor);
    // Expansion offsets: a macro's use counts as the place where it stands.
    clang_getExpansionLocation(clang_getRangeStart(range), nullptr, nullptr, nullptr, &begin);
    clang_getExpansionLocation(clang_getRangeEnd(range), nullptr, nullptr, nullptr, &end);
}

unsigned declaredAt(CXCursor declaration)
{
    if (clang_Cursor_isNull(declaration)) {
        return kNowhere;
    }
    const CXSourceLocation location = clang_getCursorLocation(declaration);
    if (clang_Location_isFromMainFile(location) == 0) {
        return kNowhere;
    }
    unsigned offset = kNowhere;
    clang_getExpansionLocation(location, nullptr, nullptr, nullptr, &offset);
    return offset;
}

bool isReferenceOnly(CXCursorKind kind)
{
    return kind == CXCursor_TypeRef || kind == CXCursor_TemplateRef || kind == CXCursor_NamespaceRef;
}

constexpr std::string_view kOperator = "operator";

bool isAssignment(std::string_view name)
{
    return name == "operator=" || name == "operator+=" || name == "operator-=" || name == "operator*=" ||
           name == "operator/=";
}

/// Builds our nodes from cursors, depth first.
/// A canonical type as people write it: OpenCL C's __private, which every variable is, is dropped.
std::string typeOf(CXCursor cursor)
{
    constexpr std::string_view kPrivate = "__private ";
    std::string type = takeText(clang_getTypeSpelling(clang_getCanonicalType(clang_getCursorType(cursor))));
    for (std::size_t at = type.find(kPrivate); at != std::string::npos; at = type.find(kPrivate)) {
        type.erase(at, kPrivate.size());
    }
    return type;
}

class TreeBuilder
{
public:
    explicit TreeBuilder(const std::string& source) : m_source(source) {}

    std::unique_ptr<Node> build(CXCursor cursor, const Node* parent, int depth);
    bool tooDeep() const { return m_tooDeep; }

private:
    void fill(Node& node, CXCursor cursor, int depth);
    void fillCall(Node& node, CXCursor cursor, int depth);
    void add(Node& node, CXCursor child, int depth);
    void addAll(Node& node, CXCursor cursor, int depth);
    std::string between(unsigned begin, unsigned end) const;
    std::string operatorOf(CXCursor cursor) const;

    const std::string& m_source;
    bool m_tooDeep = false;
};

/// The text between two offsets without spaces and comments' leading blanks: what stands between two operands.
std::string TreeBuilder::between(unsigned begin, unsigned end) const
{
    std::string text;
    for (unsigned i = begin; i < end && i < m_source.size(); ++i) {
        if (m_source[i] == '/' && i + 1 < end && m_source[i + 1] == '*') {
            const std::size_t close = m_source.find("*/", i + 2);
            i = close == std::string::npos ? end : static_cast<unsigned>(close) + 1;
        } else if (m_source[i] == '/' && i + 1 < end && m_source[i + 1] == '/') {
            while (i < end && m_source[i] != '\n') {
                ++i;
            }
        } else if (m_source[i] != ' ' && m_source[i] != '\n' && m_source[i] != '\t' && m_source[i] != '\r') {
            text += m_source[i];
        }
    }
    return text;
}

std::string TreeBuilder::operatorOf(CXCursor cursor) const
{
    const std::vector<CXCursor> operands = childrenOf(cursor);
    unsigned begin = 0;
    unsigned end = 0;
    extentOf(cursor, begin, end);
    if (operands.size() == 2) {
        unsigned unused = 0;
        unsigned first = 0;
        unsigned second = 0;
        extentOf(operands[0], unused, first);
        extentOf(operands[1], second, unused);
        return between(first, second);
    }
    if (operands.size() == 1) {
        unsigned first = 0;
        unsigned last = 0;
        extentOf(operands[0], first, last);
        return first > begin ? between(begin, first) : between(last, end);
    }
    return {};
}

void TreeBuilder::add(Node& node, CXCursor child, int depth)
{
    if (isReferenceOnly(clang_getCursorKind(child))) {
        return;
    }
    if (auto made = build(child, &node, depth + 1)) {
        node.children.push_back(std::move(made));
    }
}

void TreeBuilder::addAll(Node& node, CXCursor cursor, int depth)
{
    for (const CXCursor child : childrenOf(cursor)) {
        add(node, child, depth);
    }
}

void TreeBuilder::fillCall(Node& node, CXCursor cursor, int depth)
{
    node.name = takeText(clang_getCursorSpelling(cursor));
    const int count = clang_Cursor_getNumArguments(cursor);
    const std::vector<CXCursor> parts = childrenOf(cursor);
    if (node.name == "operator[]" && parts.size() == 3) {
        node.kind = Kind::Subscript;
        add(node, parts[0], depth);
        add(node, parts[2], depth);
        return;
    }
    if (isAssignment(node.name) && count == 2) { // of a class, such as __half
        node.kind = Kind::Assign;
        node.name.erase(0, kOperator.size());
        add(node, clang_Cursor_getArgument(cursor, 0), depth);
        add(node, clang_Cursor_getArgument(cursor, 1), depth);
        return;
    }
    const bool member = !parts.empty() && clang_getCursorKind(parts[0]) == CXCursor_MemberRefExpr;
    node.kind = member ? Kind::MemberCall : Kind::Call;
    if (member) {
        const std::vector<CXCursor> object = childrenOf(parts[0]);
        if (!object.empty()) {
            add(node, object[0], depth);
        }
    } else {
        node.declaration = declaredAt(clang_getCursorReferenced(cursor));
    }
    for (int i = 0; i < count; ++i) {
        add(node, clang_Cursor_getArgument(cursor, static_cast<unsigned>(i)), depth);
    }
}

void TreeBuilder::fill(Node& node, CXCursor cursor, int depth)
{
    switch (clang_getCursorKind(cursor)) {
    case CXCursor_FunctionDecl:
    case CXCursor_VarDecl:
    case CXCursor_ParmDecl: {
        const CXCursorKind kind = clang_getCursorKind(cursor);
        node.kind = kind == CXCursor_FunctionDecl ? Kind::Function
                    : kind == CXCursor_VarDecl    ? Kind::Variable
                                                  : Kind::Parameter;
        node.name = takeText(clang_getCursorSpelling(cursor));
        node.declaration = declaredAt(cursor);
        addAll(node, cursor, depth);
        if (kind == CXCursor_VarDecl && node.type.find('[') != std::string::npos) {
            // The size of an array is a child too; only what initialises it is of interest.
            std::erase_if(node.children, [](const auto& child) { return child->kind != Kind::InitList; });
        }
        break;
    }
    case CXCursor_CompoundStmt:
        node.kind = Kind::Compound;
        addAll(node, cursor, depth);
        break;
    case CXCursor_DeclStmt:
        node.kind = Kind::Declaration;
        addAll(node, cursor, depth);
        break;
    case CXCursor_ForStmt:
        addAll(node, cursor, depth);
        node.kind = node.children.size() == 4 ? Kind::For : Kind::While;
        break;
    case CXCursor_CXXForRangeStmt:
        node.kind = Kind::RangeFor;
        addAll(node, cursor, depth);
        break;
    case CXCursor_WhileStmt:
        node.kind = Kind::While;
        addAll(node, cursor, depth);
        break;
    case CXCursor_DoStmt:
        node.kind = Kind::Do;
        addAll(node, cursor, depth);
        break;
    case CXCursor_IfStmt:
        node.kind = Kind::If;
        addAll(node, cursor, depth);
        break;
    case CXCursor_SwitchStmt:
        node.kind = Kind::Switch;
        addAll(node, cursor, depth);
        break;
    case CXCursor_ReturnStmt:
        node.kind = Kind::Return;
        addAll(node, cursor, depth);
        break;
    case CXCursor_BreakStmt:
        node.kind = Kind::Break;
        break;
    case CXCursor_ContinueStmt:
        node.kind = Kind::Continue;
        break;
    case CXCursor_GotoStmt:
        node.kind = Kind::Goto;
        break;
    case CXCursor_BinaryOperator:
        addAll(node, cursor, depth);
        node.name = operatorOf(cursor);
        node.kind = node.name == "=" ? Kind::Assign : Kind::Binary;
        break;
    case CXCursor_CompoundAssignOperator:
        addAll(node, cursor, depth);
        node.name = operatorOf(cursor);
        node.kind = Kind::Assign;
        break;
    case CXCursor_UnaryOperator:
        addAll(node, cursor, depth);
        node.name = operatorOf(cursor);
        node.kind = Kind::Unary;
        break;
    case CXCursor_ConditionalOperator:
        node.kind = Kind::Conditional;
        addAll(node, cursor, depth);
        break;
    case CXCursor_CallExpr:
        fillCall(node, cursor, depth);
        break;
    case CXCursor_ArraySubscriptExpr:
        node.kind = Kind::Subscript;
        addAll(node, cursor, depth);
        break;
    case CXCursor_DeclRefExpr:
        node.kind = Kind::Reference;
        node.name = takeText(clang_getCursorSpelling(cursor));
        node.declaration = declaredAt(clang_getCursorReferenced(cursor));
        break;
    case CXCursor_MemberRefExpr:
        node.kind = Kind::Member;
        node.name = takeText(clang_getCursorSpelling(cursor));
        addAll(node, cursor, depth);
        break;
    case CXCursor_IntegerLiteral:
    case CXCursor_FloatingLiteral:
    case CXCursor_CXXBoolLiteralExpr:
        node.kind = Kind::Literal;
        node.name = m_source.substr(node.begin, node.end - node.begin);
        break;
    case CXCursor_CStyleCastExpr:
    case CXCursor_CXXStaticCastExpr:
    case CXCursor_CXXFunctionalCastExpr:
        node.kind = Kind::Cast;
        addAll(node, cursor, depth);
        break;
    case CXCursor_InitListExpr:
        node.kind = Kind::InitList;
        addAll(node, cursor, depth);
        break;
    case CXCursor_LambdaExpr:
        node.kind = Kind::Lambda;
        addAll(node, cursor, depth);
        break;
    default:
        addAll(node, cursor, depth);
        break;
    }
}

std::unique_ptr<Node> TreeBuilder::build(CXCursor cursor, const Node* parent, int depth)
{
    if (depth > kDeepest) {
        m_tooDeep = true;
        return nullptr;
    }
    const CXCursorKind kind = clang_getCursorKind(cursor);
    if (kind == CXCursor_UnexposedExpr || kind == CXCursor_ParenExpr || kind == CXCursor_UnexposedStmt) {
        std::vector<CXCursor> inner;
        for (const CXCursor child : childrenOf(cursor)) {
            if (!isReferenceOnly(clang_getCursorKind(child))) {
                inner.push_back(child);
            }
        }
        if (inner.size() == 1) {
            return build(inner[0], parent, depth + 1);
        }
    }
    auto node = std::make_unique<Node>();
    node->parent = parent;
    extentOf(cursor, node->begin, node->end);
    node->type = typeOf(cursor);
    fill(*node, cursor, depth);
    return node;
}

} // namespace

std::unique_ptr<Node> treeOf(CXTranslationUnit unit, const std::string& source)
{
    TreeBuilder builder(source);
    auto root = std::make_unique<Node>();
    root->end = static_cast<unsigned>(source.size());
    for (const CXCursor top : childrenOf(clang_getTranslationUnitCursor(unit))) {
        if (clang_Location_isFromMainFile(clang_getCursorLocation(top)) != 0) {
            if (auto node = builder.build(top, root.get(), 0)) {
                root->children.push_back(std::move(node));
            }
        }
    }
    return builder.tooDeep() ? nullptr : std::move(root);
}

} // namespace espalier::rules
