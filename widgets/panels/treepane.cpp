#include "widgets/panels/treepane.h"

#include "widgets/common/elidedlabel.h"
#include "widgets/common/flatbutton.h"
#include "widgets/common/fonts.h"
#include "widgets/common/format.h"
#include "widgets/common/taborder.h"
#include "widgets/common/theme.h"
#include "widgets/common/toolrow.h"
#include "widgets/models/nodematches.h"
#include "widgets/tree/overviewstrip.h"
#include "widgets/tree/treecanvas.h"

#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QMenu>
#include <QStackedWidget>
#include <QTreeView>
#include <QVBoxLayout>

namespace espalier {

TreePane::TreePane(LiveGraph& live, Selection& selection, Actions& actions, QWidget* parent)
    : QWidget(parent), m_live(live), m_selection(selection), m_model(live), m_caption(new ElidedLabel(this)),
      m_why(new QLabel(this)), m_views(new QStackedWidget(this)), m_canvas(new TreeCanvas(live, selection, this)),
      m_strip(new OverviewStrip(*m_canvas, this)), m_outline(new QTreeView(this))
{
    setAutoFillBackground(true);
    setBackgroundRole(QPalette::AlternateBase);
    m_outline->setModel(&m_model);
    m_outline->setUniformRowHeights(true);
    m_outline->setFrameShape(QFrame::NoFrame);
    m_outline->setAccessibleName(tr("Outline of the search tree"));
    m_outline->header()->setSectionResizeMode(OutlineModel::Name, QHeaderView::ResizeToContents);
    m_views->addWidget(m_canvas);
    m_views->addWidget(m_outline);
    m_why->setFont(fonts::small(font()));
    m_why->setForegroundRole(QPalette::PlaceholderText);
    m_why->setContentsMargins(16, 4, 16, 8);
    m_why->setWordWrap(true);
    auto* middle = new QHBoxLayout;
    middle->setContentsMargins(0, 0, 4, 0);
    middle->setSpacing(0);
    middle->addWidget(m_views, 1);
    middle->addWidget(m_strip);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(makeHeader(actions));
    column->addLayout(middle, 1);
    column->addWidget(m_why);
    tabAsLaidOut(*this);

    connect(m_canvas, &TreeCanvas::viewChanged, this, &TreePane::updateCaption);
    connect(&selection, &Selection::changed, this, &TreePane::updateWhy);
    connect(&selection, &Selection::allChanged, this, &TreePane::updateCaption);
    connect(&selection, &Selection::changed, this, [this](std::optional<NodeNumber> node) {
        m_outline->setCurrentIndex(node ? m_model.indexOf(*node) : QModelIndex());
    });
    connect(&selection, &Selection::baselineChanged, &m_model, &OutlineModel::setBaseline);
    connect(m_outline->selectionModel(), &QItemSelectionModel::currentChanged, this, [this](const QModelIndex& index) {
        // Following the selection must not take from it what is chosen beside.
        if (index.isValid() && m_selection.node() != OutlineModel::node(index)) {
            m_selection.select(OutlineModel::node(index));
        }
    });
    updateCaption();
    updateWhy();
}

QWidget* TreePane::makeHeader(Actions& actions)
{
    auto* header = new ToolRow(this);
    QHBoxLayout* line = &header->line();
    line->setContentsMargins(16, 4, 8, 4);
    line->setSpacing(4);
    auto* title = new QLabel(tr("Tree"), header);
    title->setFont(fonts::bold(font()));
    m_caption->setFont(fonts::small(font()));
    m_caption->setForegroundRole(QPalette::PlaceholderText);
    line->addWidget(title);
    line->addSpacing(8);
    line->addWidget(m_caption, 1);
    std::vector<QWidget*> missable;
    const std::pair<Do, QString> buttons[]{
        {Do::Fit, QStringLiteral("F")}, {Do::Focus, QStringLiteral("Z")}, {Do::Compact, {}}, {Do::Outline, {}}};
    for (const auto& [id, key] : buttons) {
        auto* button = new FlatButton(actions[id], header);
        button->setQuiet(true);
        button->setKeyText(actions[id]->isCheckable() ? QStringLiteral("○") : key);
        if (actions[id]->isCheckable()) {
            connect(actions[id], &QAction::toggled, button,
                    [button](bool on) { button->setKeyText(on ? QStringLiteral("●") : QStringLiteral("○")); });
        }
        line->addWidget(button);
        missable.push_back(button);
    }
    line->insertWidget(line->count() - 2, makeFollow(actions));
    header->setMissable(missable);
    return header;
}

QWidget* TreePane::makeFollow(Actions& actions)
{
    auto* button = new FlatButton(this);
    button->setQuiet(true);
    auto* menu = new QMenu(tr("Follow"), button);
    const auto say = [button, menu] {
        QString text = tr("Follow");
        for (const QAction* action : menu->actions()) {
            text = action->isChecked() ? action->text() : text;
        }
        button->setText(text);
        button->setKeyText(text == tr("Follow") ? QStringLiteral("▾") : QStringLiteral("●"));
        button->setAccessibleName(text);
    };
    for (const Do id : {Do::FollowBest, Do::FollowNewest}) {
        menu->addAction(actions[id]);
        connect(actions[id], &QAction::toggled, button, say);
    }
    button->setToolTip(tr("Select the best or the newest node as the search finds it"));
    connect(button, &QToolButton::clicked, menu,
            [button, menu] { menu->popup(button->mapToGlobal(QPoint(0, button->height()))); });
    say();
    return button;
}

void TreePane::setMatches(const NodeMatches& matches)
{
    m_matches = &matches;
    m_model.setMatches(&matches);
    connect(&matches, &NodeMatches::changed, this, [this] {
        m_canvas->setMatches(m_matches->bits(), m_matches->isActive());
        m_outline->viewport()->update();
        updateCaption();
    });
}

void TreePane::setOutline(bool outline)
{
    m_views->setCurrentIndex(outline ? 1 : 0);
    m_strip->setVisible(!outline);
    if (outline) {
        m_outline->expandToDepth(m_live.graph().size() > 10'000 ? 2 : 8);
        m_outline->setFocus();
    } else {
        m_canvas->setFocus();
    }
}

void TreePane::updateCaption()
{
    const int nodes = static_cast<int>(m_live.graph().size());
    if (nodes == 0) {
        m_caption->clear();
        return;
    }
    QStringList parts{tr("%n nodes", nullptr, nodes), tr("%n shown", nullptr, m_canvas->layoutOfTree().shownNodes())};
    if (m_matches != nullptr && m_matches->isActive()) {
        parts << tr("%n match", nullptr, m_matches->count());
    }
    if (const int chosen = static_cast<int>(m_selection.all().size()); chosen > 1) {
        parts << tr("%n selected", nullptr, chosen);
    }
    if (!m_live.inFlight().empty()) {
        parts << tr("%n in flight", nullptr, static_cast<int>(m_live.inFlight().size()));
    }
    m_caption->setText(parts.join(QStringLiteral(" · ")));
}

void TreePane::updateWhy()
{
    const std::optional<NodeNumber> node = m_selection.node();
    QString sentence = tr("Arrow keys walk the tree, B goes to the best node, Space folds, / searches.");
    if (node && *node < m_live.graph().size()) {
        const Node& item = m_live.graph().node(*node);
        if (!item.parents.empty()) {
            const QString how =
                item.parents.size() > 1
                    ? tr("#%1 was merged from #%2 and #%3").arg(*node).arg(item.parents[0]).arg(item.parents[1])
                    : tr("#%1 was grown from #%2").arg(*node).arg(item.parents.front());
            sentence = item.why.empty() ? how : how + QStringLiteral(": ") + format::text(item.why);
        } else {
            sentence = tr("#0 is the plain seed: every other node descends from it.");
        }
    }
    m_why->setText(sentence);
}

} // namespace espalier
