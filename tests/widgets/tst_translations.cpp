// Every word of the window goes through tr(), and has a German and a Chinese one.
#include "app/gui/language.h"
#include "core/diagnose/comparison.h"
#include "core/review/checklist.h"
#include "tests/widgets/clipping.h"
#include "tests/widgets/demosession.h"
#include "widgets/common/flatbutton.h"
#include "widgets/common/format.h"
#include "widgets/mainwindow.h"
#include "widgets/panels/editdialog.h"
#include "widgets/panels/newsearchdialog.h"
#include "widgets/tree/folding.h"
#include "widgets/window/settingsdialog.h"
#include "widgets/window/shortcuteditor.h"

#include <QApplication>
#include <QCheckBox>
#include <QComboBox>
#include <QFile>
#include <QHeaderView>
#include <QLabel>
#include <QLineEdit>
#include <QMenuBar>
#include <QProcess>
#include <QPushButton>
#include <QRegularExpression>
#include <QTabBar>
#include <QTemporaryDir>
#include <QTest>
#include <QTranslator>
#include <QXmlStreamReader>

#include <set>

using namespace espalier;
using namespace espalier::test;

namespace {

struct Message
{
    QString context;
    QString source;
    QStringList translations; ///< one, or one a plural form
    bool finished = true;

    QString key() const { return context + QLatin1Char('/') + source; }
};

Message readMessage(QXmlStreamReader& xml, const QString& context)
{
    Message message{context, {}, {}, true};
    const bool plural = xml.attributes().value(QLatin1String("numerus")) == QLatin1String("yes");
    while (xml.readNextStartElement()) {
        if (xml.name() == QLatin1String("source")) {
            message.source = xml.readElementText();
        } else if (xml.name() == QLatin1String("translation")) {
            message.finished = !xml.attributes().hasAttribute(QLatin1String("type"));
            while (plural && xml.readNextStartElement()) {
                message.translations << xml.readElementText();
            }
            if (!plural) {
                message.translations << xml.readElementText();
            }
        } else {
            xml.skipCurrentElement();
        }
    }
    return message;
}

std::vector<Message> readMessages(const QString& path)
{
    QFile file(path);
    std::vector<Message> messages;
    if (!file.open(QIODevice::ReadOnly)) {
        return messages;
    }
    QXmlStreamReader xml(&file);
    QString context;
    while (!xml.atEnd()) {
        if (xml.readNext() == QXmlStreamReader::StartElement && xml.name() == QLatin1String("name")) {
            context = xml.readElementText();
        } else if (xml.isStartElement() && xml.name() == QLatin1String("message")) {
            messages.push_back(readMessage(xml, context));
        }
    }
    return messages;
}

QString file(const char* language)
{
    return QStringLiteral(ESPALIER_SOURCE_DIR "/translations/espalier_%1.ts").arg(QLatin1String(language));
}

QStringList sorted(const std::vector<Message>& messages)
{
    QStringList keys;
    for (const Message& message : messages) {
        keys << message.key();
    }
    keys.sort();
    return keys;
}

/// "%1", "%L2", "%n" in the order of their names.
QStringList placeholders(const QString& text)
{
    static const QRegularExpression kOne(QStringLiteral("%(L?[0-9]|n)"));
    QStringList found;
    for (const QRegularExpressionMatch& match : kOne.globalMatch(text)) {
        found << match.captured();
    }
    found.sort();
    return found;
}

/// Puts every translated text in brackets, so that what stands without was never asked for.
class Brackets final : public QTranslator
{
public:
    bool isEmpty() const override { return false; }
    QString translate(const char*, const char* source, const char*, int) const override
    {
        return QStringLiteral("⟦") + QString::fromUtf8(source) + QStringLiteral("⟧");
    }
};

/// What is left when the bracketed parts, numbers, keys and signs are taken away: words nobody can translate.
QString untranslated(QString text)
{
    // A text that was cut ends in an ellipsis instead of its bracket.
    static const QRegularExpression kTranslated(QStringLiteral("⟦[^⟦⟧]*(?:⟧|…$)"));
    while (text.contains(kTranslated)) {
        text.remove(kTranslated);
    }
    // Data: the session's own words, numbers, keys.
    static const QRegularExpression kData(QStringLiteral("English|Deutsch|简体中文|conv1d|softmax|cuda|triton|hip|Ctrl|"
                                                         "Shift|Space|Tab|rmsnorm|demo|cpu|opencl|greedy|uct|evolution|"
                                                         "thompson|\\b[A-Z]\\b|F[0-9]+|[0-"
                                                         "9]+ ?(ms|s|min|h|µs)\\b"));
    text.remove(kData);
    static const QRegularExpression kWord(QStringLiteral("\\p{L}{2,}"));
    return kWord.match(text).captured();
}

QStringList textsOf(const QWidget& widget)
{
    QStringList texts{widget.toolTip(), widget.statusTip(), widget.accessibleName(), widget.windowTitle()};
    if (const auto* label = qobject_cast<const QLabel*>(&widget)) {
        texts << label->text();
    } else if (const auto* button = qobject_cast<const QAbstractButton*>(&widget)) {
        texts << button->text();
    } else if (const auto* edit = qobject_cast<const QLineEdit*>(&widget)) {
        texts << edit->placeholderText();
    } else if (const auto* menu = qobject_cast<const QMenu*>(&widget)) {
        texts << menu->title();
    } else if (const auto* tabs = qobject_cast<const QTabBar*>(&widget)) {
        for (int i = 0; i < tabs->count(); ++i) {
            texts << tabs->tabText(i);
        }
    } else if (const auto* view = qobject_cast<const QHeaderView*>(&widget);
               view != nullptr && view->model() != nullptr) {
        for (int i = 0; i < view->count(); ++i) {
            texts << view->model()->headerData(i, view->orientation()).toString();
        }
    }
    for (const QAction* action : widget.actions()) {
        texts << action->text() << action->toolTip() << action->statusTip();
    }
    return texts;
}

} // namespace

class TestTranslations : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void everyWordIsTranslated_data();
    void everyWordIsTranslated();
    void filesHoldWhatTheSourcesSay();
    void nothingIsShownThatCannotBeTranslated();
    void languagesFitAndAreSpokenByTheLocale_data();
    void languagesFitAndAreSpokenByTheLocale();
};

void TestTranslations::everyWordIsTranslated_data()
{
    QTest::addColumn<QString>("path");
    QTest::newRow("German") << file("de");
    QTest::newRow("Simplified Chinese") << file("zh_CN");
    QTest::newRow("English plurals") << file("en");
}

void TestTranslations::everyWordIsTranslated()
{
    QFETCH(QString, path);
    const std::vector<Message> messages = readMessages(path);
    QVERIFY(!messages.empty());
    for (const Message& message : messages) {
        QVERIFY2(message.finished, qPrintable(message.key()));
        for (const QString& words : message.translations) {
            QVERIFY2(!words.trimmed().isEmpty(), qPrintable(message.key()));
            QVERIFY2(placeholders(words) == placeholders(message.source), qPrintable(message.key()));
        }
    }
}

void TestTranslations::filesHoldWhatTheSourcesSay()
{
    const QString lupdate = QStringLiteral(ESPALIER_LUPDATE);
    if (!QFile::exists(lupdate)) {
        QSKIP("lupdate (qt6-l10n-tools) is not installed");
    }
    const QTemporaryDir folder;
    const QString fresh = folder.filePath(QStringLiteral("fresh.ts"));
    QProcess process;
    process.setWorkingDirectory(QStringLiteral(ESPALIER_SOURCE_DIR));
    process.start(lupdate, {QStringLiteral("-silent"), QStringLiteral("-I"), QStringLiteral("."),
                            QStringLiteral("widgets"), QStringLiteral("app/gui"), QStringLiteral("-extensions"),
                            QStringLiteral("cpp,h"), QStringLiteral("-ts"), fresh});
    QVERIFY(process.waitForFinished(60'000));
    QCOMPARE(process.exitCode(), 0);
    for (const char* language : {"de", "zh_CN"}) {
        QVERIFY2(sorted(readMessages(file(language))) == sorted(readMessages(fresh)),
                 "words of the window changed: build the target update_translations and translate what is new");
    }
}

void TestTranslations::nothingIsShownThatCannotBeTranslated()
{
    Brackets brackets;
    QCoreApplication::installTranslator(&brackets);
    const DemoSession demo(150);
    MainWindow window;
    connect(&window.details(), &DetailsCache::wanted, &window,
            [&](quint64 generation, NodeNumber node) { window.details().put(generation, node, demo.details(node)); });
    window.setSessions(demo.sessions());
    const NewSearchDialog dialog(
        {}, {{QStringLiteral("cpu"), {}}, {QStringLiteral("opencl"), QStringLiteral("not here")}}, &window);
    const EditDialog editor(3, demo.details(3)->candidate, &window);
    const SettingsDialog settings({}, &window);
    QWidget holder;
    const Actions actions(&holder);
    const ShortcutEditor shortcuts(actions, {}, &window);
    window.showCommands();
    QStringList texts{FoldSummary{1, 1, 1, 1, 1, false}.text(), format::stage("timing"), format::bound(Bound::Memory)};
    const auto collect = [&] {
        for (const QWidget* widget : window.findChildren<QWidget*>()) {
            texts << textsOf(*widget);
        }
    };
    collect();
    window.take(demo.opening());
    collect();
    QCoreApplication::removeTranslator(&brackets);
    QStringList summaries;
    for (const Node& node : demo.nodes) {
        summaries << format::text(node.summary) << format::text(node.why);
    }
    for (const SessionSummary& session : demo.sessions()) {
        summaries << session.title;
    }
    const NodeDetailsPtr details = demo.details(window.selection().node().value_or(0));
    summaries << format::text(details->evaluation.reason);
    summaries << format::text(details->candidate.compiler);
    for (const std::string& option : details->candidate.options) {
        summaries << format::text(option);
    }
    for (const std::string& fact : details->evaluation.diagnosis.facts) {
        summaries << format::text(fact);
    }
    // What the judge and the checklist found is said in English, as on the command line.
    const std::string name = std::to_string(demo.summary.id) + "." + std::to_string(*window.selection().node());
    for (const CheckItem& item : checklist({name, details->evaluation, details->candidate, {}, {}, {}})) {
        summaries << format::text(item.evidence) << format::text(item.todo);
    }
    const NodeDetailsPtr parent = demo.details(demo.nodes[window.selection().node().value_or(0)].parents.at(0));
    for (const std::string& sentence : explainDifference(parent->evaluation, details->evaluation)) {
        summaries << format::text(sentence);
    }
    for (QString text : texts) {
        for (const QString& data : summaries) {
            text = data.isEmpty() ? text : text.remove(data);
        }
        QVERIFY2(untranslated(text).isEmpty(), qPrintable(text));
    }
}

void TestTranslations::languagesFitAndAreSpokenByTheLocale_data()
{
    QTest::addColumn<QString>("language");
    QTest::addColumn<QString>("menu");
    QTest::addColumn<QString>("verdict");
    QTest::addColumn<QString>("fold");
    QTest::newRow("German") << QStringLiteral("de_DE") << QStringLiteral("&Datei")
                            << QStringLiteral("Build gescheitert") << QStringLiteral("2 gestutzt, 1 gescheitert");
    QTest::newRow("Chinese") << QStringLiteral("zh_CN") << QStringLiteral("文件(&F)") << QStringLiteral("构建失败")
                             << QStringLiteral("2 个已剪除, 1 个失败");
}

void TestTranslations::languagesFitAndAreSpokenByTheLocale()
{
    if (!QFile::exists(QStringLiteral(":/translations/espalier_de.qm"))) {
        QSKIP("built without lrelease (qt6-l10n-tools)");
    }
    QFETCH(QString, language);
    QFETCH(QString, verdict);
    QFETCH(QString, fold);
    QLocale::setDefault(QLocale(language));
    speak(*qApp, QLocale());
    const DemoSession demo(150);
    MainWindow window;
    window.setSessions(demo.sessions());
    window.show();
    window.take(demo.opening());
    QCoreApplication::processEvents(); // lays out what the batch changed
    QTEST(window.menuBar()->actions().first()->text(), "menu");
    if (language == QLatin1String("de_DE")) {
        QCOMPARE(format::interval({4.12, 4.05, 4.19}), QStringLiteral("[4,05; 4,19]"));
    }
    QCOMPARE(format::verdict(Verdict::BuildFailed), verdict);
    QCOMPARE((FoldSummary{3, 2, 1, 0, 0, false}.text()), fold);
    std::set<QString> letters;
    for (const QAction* menu : window.menuBar()->actions()) {
        const QString letter = menu->text().section(QLatin1Char('&'), 1).left(1).toLower();
        QVERIFY2(!letter.isEmpty() && letters.insert(letter).second, qPrintable(menu->text()));
    }
    QCOMPARE(clippedTexts(window), QStringList());
}

QTEST_MAIN(TestTranslations)
#include "tst_translations.moc"
