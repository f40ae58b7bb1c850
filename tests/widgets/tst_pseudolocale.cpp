// Words longer than the English ones have room everywhere in the real window.
#include "tests/widgets/clipping.h"
#include "tests/widgets/demosession.h"
#include "widgets/mainwindow.h"
#include "widgets/panels/editdialog.h"
#include "widgets/panels/inspector.h"
#include "widgets/panels/newsearchdialog.h"
#include "widgets/window/settingsdialog.h"
#include "widgets/window/shortcuteditor.h"

#include <QCoreApplication>
#include <QRegularExpression>
#include <QTest>
#include <QTranslator>

using namespace espalier;
using namespace espalier::test;

namespace {

/// A language that nobody speaks, made of the English words as they are asked for: every letter wears an accent and
/// every text is two fifths longer, as in languages with longer words. Placeholders and tags stay.
class PseudoLocale final : public QTranslator
{
public:
    bool isEmpty() const override { return false; }
    QString translate(const char*, const char* source, const char*, int) const override
    {
        static const QRegularExpression kKept(QStringLiteral("%L?[0-9n]|<[^>]*>|&."));
        const QString text = QString::fromUtf8(source);
        QString longer;
        for (qsizetype i = 0; i < text.size(); ++i) {
            const QRegularExpressionMatch kept =
                kKept.match(text, i, QRegularExpression::NormalMatch, QRegularExpression::AnchorAtOffsetMatchOption);
            longer += kept.hasMatch() ? kept.captured() : accented(text[i]);
            i += kept.hasMatch() ? kept.capturedLength() - 1 : 0;
        }
        for (qsizetype more = (text.size() + 1) * 2 / 5; more > 0; --more) {
            longer += more % 6 == 0 ? QLatin1Char(' ') : QLatin1Char('o');
        }
        return longer;
    }

private:
    static QChar accented(QChar letter)
    {
        static const QString kPlain = QStringLiteral("aceinosuyACEINOSUY");
        static const QString kAccented = QStringLiteral("áçéíñöšüýÁÇÉÍÑÖŠÜÝ");
        const qsizetype at = kPlain.indexOf(letter);
        return at < 0 ? letter : kAccented[at];
    }
};

} // namespace

class TestPseudoLocale : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void longerWordsFit();
};

void TestPseudoLocale::longerWordsFit()
{
    PseudoLocale pseudo;
    QCoreApplication::installTranslator(&pseudo);
    const DemoSession demo(150);
    MainWindow window;
    connect(&window.details(), &DetailsCache::wanted, &window,
            [&](quint64 generation, NodeNumber node) { window.details().put(generation, node, demo.details(node)); });
    window.setSessions(demo.sessions());
    window.show();
    NewSearchDialog search({QStringLiteral("rmsnorm")}, {{QStringLiteral("cpu"), {}}}, &window);
    EditDialog edit(3, demo.details(3)->candidate, &window);
    SettingsDialog settings({}, &window);
    QWidget holder;
    const Actions actions(&holder);
    ShortcutEditor shortcuts(actions, {}, &window);
    for (QDialog* dialog : std::initializer_list<QDialog*>{&search, &edit, &settings, &shortcuts}) {
        dialog->show();
    }
    QStringList found = clippedTexts(window);
    window.take(demo.opening());
    found += clippedTexts(window);
    for (int tab = 0; tab < Inspector::Tabs; ++tab) {
        window.inspector().setTab(static_cast<Inspector::Tab>(tab));
        found += clippedTexts(window);
    }
    QCoreApplication::removeTranslator(&pseudo);
    found.removeDuplicates();
    QVERIFY2(found.isEmpty(), qPrintable(found.join(QLatin1Char('\n'))));
}

QTEST_MAIN(TestPseudoLocale)
#include "tst_pseudolocale.moc"
