// What models, compilers and programs write is shown as it is, however long it is, and the window stays in the hand.
#include "tests/widgets/comparedesk.h"
#include "widgets/common/codeview.h"
#include "widgets/common/flatbutton.h"
#include "widgets/review/reviewpage.h"

#include <QAbstractItemView>
#include <QLabel>
#include <QPlainTextEdit>
#include <QTest>
#include <QTextDocument>

#include <algorithm>
#include <ctime>

using namespace espalier;
using namespace espalier::test;

namespace {

constexpr NodeNumber kNode = 57;
/// Seconds of the GUI thread's own time until everything is shown, on one page; a busy machine does not lengthen it.
constexpr double kResponsive = 1.5;

double threadSeconds()
{
    timespec now{};
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
    return static_cast<double>(now.tv_sec) + static_cast<double>(now.tv_nsec) * 1e-9;
}

/// A desk whose node has this edit in its details, each page of the inspector opened one after the other.
struct Reading
{
    explicit Reading(const std::function<void(NodeDetails&)>& edit)
    {
        desk.change(kNode, edit);
        desk.select(kNode);
        [[maybe_unused]] const bool here =
            QTest::qWaitFor([&] { return desk.window.details().get(kNode) != nullptr; }, 20'000);
        for (int tab = 0; tab < Inspector::Tabs; ++tab) {
            const double before = threadSeconds();
            desk.window.inspector().setTab(static_cast<Inspector::Tab>(tab));
            QTest::qWait(60);
            desk.window.grab();
            const double spent = threadSeconds() - before;
            slowestTab = spent > slowest ? tab : slowestTab;
            slowest = std::max(slowest, spent);
        }
    }
    bool isResponsive() const { return slowest < kResponsive; }
    QByteArray text() const { return QStringLiteral("page %1 took %2 s").arg(slowestTab).arg(slowest).toUtf8(); }

    CompareDesk desk;
    double slowest = 0;
    int slowestTab = 0;
};

const std::string kMarkup = "<b>bold</b><img src=\"file:///etc/passwd\"><a href=\"x:y\">link</a> \x1b[31mred\x1b[0m "
                            "\x1b]0;title\x07 \u202ebackwards\u202c";

} // namespace

class TestHostile : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void aLineOfAMillionCharacters();
    void aLogOfAHundredMegabytes();
    void markupAndEscapesAreLetters();
};

void TestHostile::aLineOfAMillionCharacters()
{
    const Reading reading([](NodeDetails& details) {
        const std::string line(1'000'000, 'x');
        details.candidate.source = "int a;\n// " + line + "\nint b;\n";
        details.prompt = QString::fromStdString(line);
        details.evaluation.build.log = line;
        details.evaluation.reason = line;
        details.evaluation.diagnosis.facts = {line};
        details.candidate.options = {line};
    });
    QVERIFY2(reading.isResponsive(), reading.text());
}

void TestHostile::aLogOfAHundredMegabytes()
{
    std::string log;
    while (log.size() < 100'000'000) {
        log += "candidate.cpp:" + std::to_string(log.size()) + ": warning: unused variable 'x' [-Wunused-variable]\n";
    }
    const Reading reading([&](NodeDetails& details) { details.evaluation.build.log = log; });
    QVERIFY2(reading.isResponsive(), reading.text());
}

void TestHostile::markupAndEscapesAreLetters()
{
    Reading reading([](NodeDetails& details) {
        details.candidate.source = "// " + kMarkup + "\n";
        details.candidate.options = {kMarkup};
        details.prompt = QString::fromStdString(kMarkup);
        details.exchanges = {{kMarkup, kMarkup, kMarkup, kMarkup, kMarkup}};
        details.evaluation.build.log = kMarkup;
        details.evaluation.build.command = kMarkup;
        details.evaluation.reason = kMarkup;
        details.evaluation.baseline = kMarkup;
        details.evaluation.diagnosis.facts = {kMarkup};
        details.problem = QString::fromStdString(kMarkup);
    });
    MainWindow& window = reading.desk.window;
    QVERIFY(window.inspector().source().code().contains(QStringLiteral("<b>bold</b>")));
    int seen = 0;
    for (const QPlainTextEdit* text : window.findChildren<QPlainTextEdit*>()) {
        seen += text->toPlainText().contains(QStringLiteral("<b>bold</b>")) ? 1 : 0;
        QVERIFY2(!text->toPlainText().contains(QChar(0x1b)), qPrintable(text->accessibleName()));
    }
    QVERIFY(seen >= 2);
    for (const QLabel* label : window.findChildren<QLabel*>()) {
        if (label->text().contains(QStringLiteral("<b>bold"))) {
            ++seen;
            QVERIFY2(label->textFormat() == Qt::PlainText, qPrintable(label->text().left(80)));
            QVERIFY2(!label->text().contains(QChar(0x1b)) && !label->text().contains(QChar(0x202e)),
                     qPrintable(label->text().left(80)));
        }
        QVERIFY2(!label->toolTip().contains(QStringLiteral("<b>bold")) || !Qt::mightBeRichText(label->toolTip()),
                 qPrintable(label->toolTip().left(80)));
    }
    QVERIFY(seen >= 3);
}

QTEST_MAIN(TestHostile)
#include "tst_hostile.moc"
