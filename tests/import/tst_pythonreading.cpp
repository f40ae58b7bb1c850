#include "core/import/python/pythonparser.h"
#include "core/import/python/pythonvalue.h"
#include "core/python/pythontokens.h"

#include <QTest>

using namespace espalier;

namespace {

using Kind = PythonStatement::Kind;

/// An expression as nested calls: "(a + (b * c))", "f(x; dim=1)".
std::string shown(const PythonExpression& e)
{
    const auto list = [](const std::vector<PythonExpressionPtr>& parts, std::size_t from) {
        std::string text;
        for (std::size_t i = from; i < parts.size(); ++i) {
            text += (i == from ? "" : ", ") + shown(*parts[i]);
        }
        return text;
    };
    switch (e.kind) {
    case PythonExpression::Kind::Text:
        return "'" + e.text + "'";
    case PythonExpression::Kind::Attribute:
        return shown(*e.parts[0]) + "." + e.text;
    case PythonExpression::Kind::Call: {
        std::string text = shown(*e.parts[0]) + "(" + list(e.parts, 1);
        for (const auto& [name, value] : e.keywords) {
            text += "; " + name + "=" + shown(*value);
        }
        return text + ")";
    }
    case PythonExpression::Kind::Subscript:
        return shown(*e.parts[0]) + "[" + shown(*e.parts[1]) + "]";
    case PythonExpression::Kind::Slice:
        return shown(*e.parts[0]) + ":" + shown(*e.parts[1]);
    case PythonExpression::Kind::Unary:
        return "(" + e.text + shown(*e.parts[0]) + ")";
    case PythonExpression::Kind::Binary:
        return "(" + shown(*e.parts[0]) + " " + e.text + " " + shown(*e.parts[1]) + ")";
    case PythonExpression::Kind::Tuple:
        return "(" + list(e.parts, 0) + ",)";
    case PythonExpression::Kind::List:
        return "[" + list(e.parts, 0) + "]";
    case PythonExpression::Kind::Star:
        return "*" + shown(*e.parts[0]);
    default:
        return e.text;
    }
}

std::string shown(const PythonValue& value)
{
    std::string text;
    switch (value.kind) {
    case PythonValue::Kind::None:
        return "None";
    case PythonValue::Kind::Truth:
        return value.whole != 0 ? "True" : "False";
    case PythonValue::Kind::Whole:
        return std::to_string(value.whole);
    case PythonValue::Kind::Real:
        return QByteArray::number(value.real).toStdString();
    case PythonValue::Kind::Text:
        return "'" + value.text + "'";
    case PythonValue::Kind::Tuple:
        for (const PythonValue& item : value.items) {
            text += (text.empty() ? "" : " ") + shown(item);
        }
        return "(" + text + ")";
    }
    return text;
}

std::vector<PythonStatement> parsed(const std::string& source)
{
    const auto statements = parsePython(source);
    if (!statements) {
        qWarning("%s", statements.error().sentence().c_str());
    }
    return statements ? *statements : std::vector<PythonStatement>();
}

} // namespace

/// What is read of a Python file, and that the rest is told apart from it.
class PythonReadingTest : public QObject
{
    Q_OBJECT

private slots:
    void expressions_data();
    void expressions();
    void statements();
    void blocksAndWhatIsNotRead();
    void oneLineBodiesKeepTheirStatements();
    void theMainBlockIsToldApart();
    void constants_data();
    void constants();
    void aliasesKeepTheConstantsName();
    void constantsThatAreLostAgain();
    void filesThatAreRefused_data();
    void filesThatAreRefused();
};

void PythonReadingTest::expressions_data()
{
    QTest::addColumn<QString>("source");
    QTest::addColumn<QString>("tree");
    const auto row = [](const char* source, const char* tree) {
        QTest::newRow(source) << QString::fromUtf8(source) << QString::fromUtf8(tree);
    };
    row("a + b * c - d", "((a + (b * c)) - d)");
    row("-x ** 2", "(-(x ** 2))");
    row("2 ** -x ** y", "(2 ** (-(x ** y)))");
    row("a @ b / c // d % e", "((((a @ b) / c) // d) % e)");
    row("F.softmax(x, dim=-1)", "F.softmax(x; dim=(-1))");
    row("torch.randn(n, *shape)", "torch.randn(n, *shape)");
    row("torch.max(x, dim=1)[0]", "torch.max(x; dim=1)[0]");
    row("x[:-1][a + 1:]", "x[None:(-1)][(a + 1):None]");
    row("(a)", "a");
    row("(a,)", "(a,)");
    row("1, 2,", "(1, 2,)");
    row("[1, (2, 3), []]", "[1, (2, 3,), []]");
    row("f(\n  a,  # the first\n  b,\n)", "f(a, b)");
    row("a + \\\n  b", "(a + b)");
    row("r'\\d' ", "'\\d'");
    row("\"\"\"two\nlines\"\"\"", "'two\nlines'");
    row("1_000.5e-3", "1_000.5e-3");
    row("x.mean(dim=(1, 2), keepdim=True).t().T", "x.mean(; dim=(1, 2,); keepdim=True).t().T");
}

void PythonReadingTest::expressions()
{
    QFETCH(QString, source);
    QFETCH(QString, tree);
    const auto statements = parsed(source.toStdString());
    QCOMPARE(statements.size(), std::size_t{1});
    QVERIFY2(statements[0].kind == Kind::Expression, statements[0].text.c_str());
    QCOMPARE(QString::fromStdString(shown(*statements[0].value)), tree);
}

void PythonReadingTest::statements()
{
    const auto found = parsed("import torch.nn as nn\n"
                              "a = 1; b += a\n"
                              "c: int = 3\n"
                              "class Model(nn.Module):\n"
                              "    \"\"\"What it is.\"\"\"\n"
                              "\n"
                              "    def __init__(self, a, b: Tuple[int, int] = (1, 2)) -> None:\n"
                              "        super().__init__()\n"
                              "\n"
                              "    def forward(self, x):\n"
                              "        return x\n"
                              "d = 4");
    QCOMPARE(found.size(), std::size_t{6});
    QCOMPARE(found[0].text, std::string("import torch . nn as nn"));
    QCOMPARE(shown(*found[2].value), std::string("(b + a)"));
    QCOMPARE(shown(*found[3].target), std::string("c"));
    const PythonStatement& model = found[4];
    QCOMPARE(model.name, std::string("Model"));
    QCOMPARE(shown(*model.bases.at(0)), std::string("nn.Module"));
    QCOMPARE(model.body.size(), std::size_t{3});
    QCOMPARE(model.body[1].parameters.size(), std::size_t{3});
    QCOMPARE(shown(*model.body[1].parameters[2].otherwise), std::string("(1, 2,)"));
    QVERIFY(model.body[2].body[0].kind == Kind::Return);
    QCOMPARE(model.body[2].body[0].line, 11);
    QCOMPARE(found[5].line, 12);
}

/// A loop or an if is one thing that is not read, however much stands in it, and what follows it is read again.
void PythonReadingTest::blocksAndWhatIsNotRead()
{
    const auto found = parsed("for i in range(3):\n"
                              "    if i:\n"
                              "        a = 1\n"
                              "    b = 2\n"
                              "@decorated\n"
                              "def get_inputs():\n"
                              "    return []\n"
                              "def variadic(*args):\n"
                              "    return args\n"
                              "x = [i for i in y]\n"
                              "x = a if b else c\n"
                              "last = 1\n");
    QCOMPARE(found.size(), std::size_t{6});
    for (std::size_t i = 0; i < 5; ++i) {
        QVERIFY2(found[i].kind == Kind::Other, std::to_string(i).c_str());
        QVERIFY(!found[i].text.empty());
    }
    QCOMPARE(found[1].name, std::string("get_inputs"));
    QCOMPARE(found[2].name, std::string("variadic"));
    QVERIFY(found[5].kind == Kind::Assign);
}

void PythonReadingTest::oneLineBodiesKeepTheirStatements()
{
    const auto single = parsed("def f(): return []\nb = 1\n");
    QVERIFY(single[0].kind == Kind::Function && single[0].body.size() == 1);
    // Here b belongs to f: taken for the file's own, it would be a constant that Python does not have.
    const auto several = parsed("def f(): a = 1; b = 2\n");
    QCOMPARE(several.size(), std::size_t{1});
    QVERIFY(several[0].kind == Kind::Other);
}

void PythonReadingTest::theMainBlockIsToldApart()
{
    const auto found = parsed("if __name__ == \"__main__\":\n    print(1)\nif __name__ == name:\n    print(1)\n");
    QCOMPARE(found.size(), std::size_t{2});
    QVERIFY(found[0].kind == Kind::Main);
    QVERIFY(found[1].kind == Kind::Other);
}

void PythonReadingTest::constants_data()
{
    QTest::addColumn<QString>("expression");
    QTest::addColumn<QString>("value");
    const auto row = [](const char* expression, const char* value) {
        QTest::newRow(expression) << QString::fromLatin1(expression) << QString::fromLatin1(value);
    };
    row("2 * 1000 + 48", "2048");
    row("7 // 2", "3");
    row("-7 // 2", "-4");
    row("-7 % 3", "2");
    row("7 % -3", "-2");
    row("7 / 2", "3.5");
    row("2 ** 10", "1024");
    row("(-1) ** 9007199254740991", "-1");
    row("2 ** -1", "0.5");
    row("1e-5", "1e-05");
    row("(1, 2) + (3,)", "(1 2 3)");
    row("[1, *(2, 3)]", "(1 2 3)");
    row("None", "None");
    row("True", "True");
    row("'tanh'", "'tanh'");
    // What Python would do and is not done here.
    row("len((1, 2))", "line 1: it calls \"len\", and nothing of the file is run.");
    row("__import__('os').system('true')", "line 1: it calls something, and nothing of the file is run.");
    row("torch.pi", "line 1: only numbers, texts, lists and constants are read as values.");
    row("2 ** 54", "line 1: the number is beyond 2^53.");
    row("9007199254740992 * 9007199254740992", "line 1: the number is beyond 2^53.");
    row("99999999999999999999", "line 1: the number is beyond 2^53.");
    row("1 // 0", "line 1: it divides by zero.");
    row("1 % 0", "line 1: it divides by zero.");
    row("1 / 0", "line 1: the number is not finite.");
    row("1e999", "line 1: the number \"1e999\" is not read.");
    row("0x10", "line 1: the number \"0x10\" is not read.");
    row("'a' * 3", "line 1: \"*\" is read between numbers only.");
    row("unknown + 1", "line 1: \"unknown\" is no constant of this file.");
    row("(-2) ** 0.5", "line 1: the number is not finite.");
}

void PythonReadingTest::constants()
{
    QFETCH(QString, expression);
    QFETCH(QString, value);
    const auto constants = constantsOf(parsed("c = " + expression.toStdString()));
    const Result<PythonValue>& c = constants.at("c");
    QCOMPARE(QString::fromStdString(c ? shown(*c) : c.error().sentence()), value);
}

void PythonReadingTest::aliasesKeepTheConstantsName()
{
    const auto constants = constantsOf(parsed("rows = 64\nbatch = rows\ntwice = rows * 2\n"));
    QCOMPARE(constants.at("batch")->constant, std::string("rows"));
    QCOMPARE(constants.at("twice")->constant, std::string("twice"));
    QVERIFY(constants.at("twice")->computed);
    QVERIFY(!constants.at("rows")->computed);
}

void PythonReadingTest::constantsThatAreLostAgain()
{
    const auto constants = constantsOf(parsed("a = 1\nb = 2\nc = 3\nd = (4, 5)\n"
                                              "a, (b, x) = 5, (6, 7)\nd[0] = 9\nfrom elsewhere import c\n"));
    for (const char* name : {"a", "b", "c", "d", "x"}) {
        QVERIFY2(!constants.at(name), name);
    }
}

void PythonReadingTest::filesThatAreRefused_data()
{
    QTest::addColumn<QByteArray>("source");
    QTest::addColumn<QString>("told");
    const auto row = [](const char* name, const std::string& source, const char* told) {
        QTest::newRow(name) << QByteArray::fromStdString(source) << QString::fromLatin1(told);
    };
    row("no UTF-8", "a = '\xff'", "it is not UTF-8");
    row("NUL", std::string("a = 1\0", 6), "it is not UTF-8");
    row("an open bracket", "a = (1", "a bracket is not closed");
    row("a bracket too many", "a = 1)", "line 1: a bracket is closed that was not opened");
    row("an open text", "a = 'b\n", "line 1: a text is not closed");
    row("an open long text", "\n\"\"\"b\n", "line 2: a text is not closed");
    row("tabs", "def f():\n\treturn 1\n", "line 2: it is indented by a tab");
    row("indented first", "  a = 1\n", "line 1: it is indented where no block begins");
    row("odd dedent", "def f():\n    a = 1\n  b = 2\n", "line 3: it is indented like no line before it");
    row("a letter beyond ASCII", "\xc3\xa4 = 1\n", "line 1: it has a character that means nothing in Python");
    row("too long", std::string((1 << 20) + 1, ' '), "it is larger than 1 MiB");
    row("too many lines", std::string(10'001, '\n'), "more than 10000 lines");
    row("too many brackets", std::string(41, '(') + std::string(41, ')'), "more than 40 deep");
}

void PythonReadingTest::filesThatAreRefused()
{
    QFETCH(QByteArray, source);
    QFETCH(QString, told);
    const auto statements = parsePython(source.toStdString());
    QVERIFY(!statements);
    QVERIFY2(QString::fromStdString(statements.error().sentence()).contains(told),
             statements.error().sentence().c_str());
}

QTEST_APPLESS_MAIN(PythonReadingTest)
#include "tst_pythonreading.moc"
