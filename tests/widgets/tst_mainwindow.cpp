#include "tests/widgets/demosession.h"
#include "widgets/common/theme.h"
#include "widgets/diff/diffpane.h"
#include "widgets/mainwindow.h"
#include "widgets/panels/inspector.h"
#include "widgets/tree/treecanvas.h"

#include <QApplication>
#include <QTest>

using namespace espalier;
using namespace espalier::test;

class TestMainWindow : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void pictures();
};

/// Not a check: with ESPALIER_SHOTS=DIR the window is drawn to files, to be looked at.
void TestMainWindow::pictures()
{
    const QString folder = qEnvironmentVariable("ESPALIER_SHOTS");
    if (folder.isEmpty()) {
        return;
    }
    const DemoSession demo(150);
    for (const QString& theme : {QStringLiteral("light"), QStringLiteral("dark")}) {
        applyTheme(*qApp, theme);
        MainWindow window;
        connect(&window.details(), &DetailsCache::wanted, &window, [&](quint64 generation, NodeNumber node) {
            window.details().put(generation, node, demo.details(node));
        }, Qt::QueuedConnection);
        window.setRoofs({19.2, 62, QStringLiteral("Xeon, 2 cores")});
        window.setSessions(demo.sessions());
        window.resize(1600, 1000);
        window.show();
        window.take(demo.opening());
        QTest::qWait(700);
        const QString name = folder + QStringLiteral("/main-%1-%2x.png").arg(theme).arg(window.devicePixelRatioF());
        QVERIFY(window.grab().save(name));
        for (int tab = 1; tab < Inspector::Tabs; ++tab) {
            window.inspector().setTab(static_cast<Inspector::Tab>(tab));
            QTest::qWait(50);
            QVERIFY(window.inspector().grab().save(folder + QStringLiteral("/tab%1-%2.png").arg(tab).arg(theme)));
        }
    }
}

QTEST_MAIN(TestMainWindow)
#include "tst_mainwindow.moc"
