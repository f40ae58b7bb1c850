#pragma once

#include "tests/widgets/demosession.h"
#include "widgets/diff/diffpane.h"
#include "widgets/diff/diffview.h"
#include "widgets/mainwindow.h"
#include "widgets/panels/inspector.h"
#include "widgets/tree/treecanvas.h"

#include <QTest>

#include <functional>
#include <map>
#include <memory>
#include <string>

namespace espalier::test {

/// A window that is given details and machine code when it asks.
struct CompareDesk
{
    CompareDesk()
    {
        window.resize(1600, 1000);
        QObject::connect(
            &window.details(), &DetailsCache::wanted, &window,
            [this](quint64 generation, NodeNumber node) {
                const auto own = changed.find(node);
                window.details().put(generation, node, own == changed.end() ? demo.details(node) : own->second);
            },
            Qt::QueuedConnection);
        window.show();
        window.take(demo.opening());
    }

    DiffPane& pane() { return window.inspector().diffPane(); }
    DiffView& view() { return pane().view(); }
    void select(NodeNumber node) { window.selection().select(node); }
    /// A key as a person strikes it while the tree has the keyboard.
    void strike(Qt::Key key, Qt::KeyboardModifiers modifiers = Qt::NoModifier)
    {
        window.activateWindow();
        QVERIFY(QTest::qWaitForWindowActive(&window));
        window.canvas().setFocus();
        QTest::keyClick(&window.canvas(), key, modifiers);
    }
    /// With another source, so many lines of it.
    void change(NodeNumber node, const std::function<void(NodeDetails&)>& edit)
    {
        auto details = std::make_shared<NodeDetails>(*demo.details(node));
        edit(*details);
        changed[node] = details;
    }

    DemoSession demo{150};
    std::map<NodeNumber, NodeDetailsPtr> changed;
    MainWindow window;
};

/// "line 0" and so on, a line each.
inline std::string numbered(int lines, const std::string& each = "line ")
{
    std::string text;
    for (int i = 0; i < lines; ++i) {
        text += each + std::to_string(i) + "\n";
    }
    return text;
}

inline bool shows(CompareDesk& desk, const QString& heading)
{
    return desk.pane().headingText().startsWith(heading);
}

} // namespace espalier::test
