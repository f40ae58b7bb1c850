<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN" sourcelanguage="en">
<context>
    <name>Actions</name>
    <message>
        <source>New search…</source>
        <translation>新建搜索…</translation>
    </message>
    <message>
        <source>Start a search on a task</source>
        <translation>对一个任务开始搜索</translation>
    </message>
    <message>
        <source>Open…</source>
        <translation>打开…</translation>
    </message>
    <message>
        <source>Open a task, a kernel&apos;s source, or another tool&apos;s run to look at</source>
        <translation>打开任务、内核源码或其他工具的运行结果</translation>
    </message>
    <message>
        <source>Resume session</source>
        <translation>继续会话</translation>
    </message>
    <message>
        <source>Go on with the open session where it stopped</source>
        <translation>从打开的会话停下的地方继续</translation>
    </message>
    <message>
        <source>Quit</source>
        <translation>退出</translation>
    </message>
    <message>
        <source>Close the window; a search of this window stops and can be resumed</source>
        <translation>关闭窗口；此窗口的搜索会停止，之后可以继续</translation>
    </message>
    <message>
        <source>Run</source>
        <translation>运行</translation>
    </message>
    <message>
        <source>Let the search go on</source>
        <translation>让搜索继续</translation>
    </message>
    <message>
        <source>Pause</source>
        <translation>暂停</translation>
    </message>
    <message>
        <source>Start nothing new; candidates in flight are finished</source>
        <translation>不再开始新的候选；进行中的候选会完成</translation>
    </message>
    <message>
        <source>Step</source>
        <translation>单步</translation>
    </message>
    <message>
        <source>Grow one candidate, then pause</source>
        <translation>生成一个候选，然后暂停</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>停止</translation>
    </message>
    <message>
        <source>End the search; everything is recorded and can be resumed</source>
        <translation>结束搜索；一切都已记录，可以继续</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>撤销</translation>
    </message>
    <message>
        <source>Take the last steering command back</source>
        <translation>收回上一条操控命令</translation>
    </message>
    <message>
        <source>Redo</source>
        <translation>重做</translation>
    </message>
    <message>
        <source>Give the command taken back again</source>
        <translation>再次发出收回的命令</translation>
    </message>
    <message>
        <source>Search nodes</source>
        <translation>搜索节点</translation>
    </message>
    <message>
        <source>Find nodes by number, skill, verdict or summary</source>
        <translation>按编号、技巧、判定或摘要查找节点</translation>
    </message>
    <message>
        <source>Fit</source>
        <translation>适应窗口</translation>
    </message>
    <message>
        <source>Show the whole tree</source>
        <translation>显示整棵树</translation>
    </message>
    <message>
        <source>Focus</source>
        <translation>聚焦</translation>
    </message>
    <message>
        <source>Show the selected node&apos;s subtree</source>
        <translation>显示所选节点的子树</translation>
    </message>
    <message>
        <source>Zoom in</source>
        <translation>放大</translation>
    </message>
    <message>
        <source>Larger rows</source>
        <translation>行更高</translation>
    </message>
    <message>
        <source>Zoom out</source>
        <translation>缩小</translation>
    </message>
    <message>
        <source>Smaller rows</source>
        <translation>行更矮</translation>
    </message>
    <message>
        <source>Actual size</source>
        <translation>实际大小</translation>
    </message>
    <message>
        <source>Rows with labels</source>
        <translation>带标签的行</translation>
    </message>
    <message>
        <source>Go to best</source>
        <translation>转到最佳</translation>
    </message>
    <message>
        <source>Select the best node</source>
        <translation>选择最佳节点</translation>
    </message>
    <message>
        <source>Follow best</source>
        <translation>跟随最佳</translation>
    </message>
    <message>
        <source>Select every new best as it comes</source>
        <translation>每出现新的最佳节点就选择它</translation>
    </message>
    <message>
        <source>Fold or open</source>
        <translation>折叠或展开</translation>
    </message>
    <message>
        <source>Fold the node&apos;s children, or show those that are folded</source>
        <translation>折叠该节点的子节点，或显示已折叠的子节点</translation>
    </message>
    <message>
        <source>Open all folds</source>
        <translation>展开全部</translation>
    </message>
    <message>
        <source>Show every node</source>
        <translation>显示每个节点</translation>
    </message>
    <message>
        <source>Outline</source>
        <translation>大纲</translation>
    </message>
    <message>
        <source>The tree as a list that screen readers read</source>
        <translation>以屏幕阅读器可读的列表显示树</translation>
    </message>
    <message>
        <source>Next change</source>
        <translation>下一处更改</translation>
    </message>
    <message>
        <source>Go to the next change of the diff</source>
        <translation>转到差异中的下一处更改</translation>
    </message>
    <message>
        <source>Previous change</source>
        <translation>上一处更改</translation>
    </message>
    <message>
        <source>Go to the change before</source>
        <translation>转到前一处更改</translation>
    </message>
    <message>
        <source>Copy as patch</source>
        <translation>复制为补丁</translation>
    </message>
    <message>
        <source>Copy the shown difference as a patch for git apply</source>
        <translation>将显示的差异复制为 git apply 可用的补丁</translation>
    </message>
    <message>
        <source>Prune</source>
        <translation>剪除</translation>
    </message>
    <message>
        <source>Never grow this node or anything below it</source>
        <translation>不再生长此节点及其下的任何节点</translation>
    </message>
    <message>
        <source>Restore</source>
        <translation>恢复</translation>
    </message>
    <message>
        <source>Take the pruning back</source>
        <translation>收回剪除</translation>
    </message>
    <message>
        <source>Pin</source>
        <translation>固定</translation>
    </message>
    <message>
        <source>Keep this node in sight</source>
        <translation>让此节点保持可见</translation>
    </message>
    <message>
        <source>Unpin</source>
        <translation>取消固定</translation>
    </message>
    <message>
        <source>Let this node fold again</source>
        <translation>允许此节点再次折叠</translation>
    </message>
    <message>
        <source>Boost…</source>
        <translation>加权…</translation>
    </message>
    <message>
        <source>Make this subtree more or less likely to be chosen</source>
        <translation>使此子树被选中的机会变大或变小</translation>
    </message>
    <message>
        <source>Expand now…</source>
        <translation>立即扩展…</translation>
    </message>
    <message>
        <source>Grow children here next</source>
        <translation>接下来在这里生长子节点</translation>
    </message>
    <message>
        <source>Add a hint…</source>
        <translation>添加提示…</translation>
    </message>
    <message>
        <source>Advice for every candidate grown below this node</source>
        <translation>给此节点之下生成的每个候选的建议</translation>
    </message>
    <message>
        <source>Edit as a new child…</source>
        <translation>编辑为新的子节点…</translation>
    </message>
    <message>
        <source>Change the source by hand and have it judged</source>
        <translation>手工修改源码并交给评判</translation>
    </message>
    <message>
        <source>Manual</source>
        <translation>手册</translation>
    </message>
    <message>
        <source>The page of the manual about what has the keyboard</source>
        <translation>显示手册中与键盘焦点所在之处有关的页面</translation>
    </message>
    <message>
        <source>About Espalier</source>
        <translation>关于 Espalier</translation>
    </message>
    <message>
        <source>Version and licence</source>
        <translation>版本与许可</translation>
    </message>
    <message>
        <source>New window…</source>
        <translation>新建窗口…</translation>
    </message>
    <message>
        <source>Open another store in a window of its own</source>
        <translation>在单独的窗口中打开另一个存储</translation>
    </message>
    <message>
        <source>Save link…</source>
        <translation>保存链接…</translation>
    </message>
    <message>
        <source>Write a small file that opens this session and node again</source>
        <translation>写入一个可再次打开此会话和节点的小文件</translation>
    </message>
    <message>
        <source>Settings…</source>
        <translation>设置…</translation>
    </message>
    <message>
        <source>Theme, size of text, language, motion and the usual store</source>
        <translation>主题、文字大小、语言、动效和常用存储</translation>
    </message>
    <message>
        <source>Keyboard shortcuts…</source>
        <translation>键盘快捷键…</translation>
    </message>
    <message>
        <source>See and change the keys of every command</source>
        <translation>查看并更改每个命令的按键</translation>
    </message>
    <message>
        <source>Commands…</source>
        <translation>命令…</translation>
    </message>
    <message>
        <source>Find a command, a session, a node or a page of the manual by a few letters</source>
        <translation>输入几个字母即可找到命令、会话、节点或手册页面</translation>
    </message>
    <message>
        <source>Sessions</source>
        <translation>会话</translation>
    </message>
    <message>
        <source>Show or hide the sessions of the store</source>
        <translation>显示或隐藏存储中的会话</translation>
    </message>
    <message>
        <source>Lanes</source>
        <translation>通道</translation>
    </message>
    <message>
        <source>Show or hide what is running</source>
        <translation>显示或隐藏正在运行的内容</translation>
    </message>
    <message>
        <source>Filter</source>
        <translation>筛选</translation>
    </message>
    <message>
        <source>Legend</source>
        <translation>图例</translation>
    </message>
    <message>
        <source>Show or hide what colours and signs mean</source>
        <translation>显示或隐藏颜色和符号的含义</translation>
    </message>
    <message>
        <source>Inspector</source>
        <translation>检查器</translation>
    </message>
    <message>
        <source>Show or hide the selected node</source>
        <translation>显示或隐藏所选节点</translation>
    </message>
    <message>
        <source>Charts</source>
        <translation>图表</translation>
    </message>
    <message>
        <source>Show or hide the progress and the roofline</source>
        <translation>显示或隐藏进展和屋顶线</translation>
    </message>
    <message>
        <source>Next panel</source>
        <translation>下一个面板</translation>
    </message>
    <message>
        <source>Give the keyboard to the next panel</source>
        <translation>把键盘焦点交给下一个面板</translation>
    </message>
    <message>
        <source>Previous panel</source>
        <translation>上一个面板</translation>
    </message>
    <message>
        <source>Give the keyboard to the panel before</source>
        <translation>把键盘焦点交给前一个面板</translation>
    </message>
    <message>
        <source>Reset layout</source>
        <translation>重置布局</translation>
    </message>
    <message>
        <source>Put every panel where it is in a new window</source>
        <translation>把每个面板放回新窗口中的位置</translation>
    </message>
    <message>
        <source>Replay</source>
        <translation>回放</translation>
    </message>
    <message>
        <source>Go back to any moment of the session and let it grow again</source>
        <translation>回到会话的任意时刻，让它重新生长</translation>
    </message>
    <message>
        <source>Play</source>
        <translation>播放</translation>
    </message>
    <message>
        <source>Let the recorded session grow, or halt it</source>
        <translation>让录制的会话生长，或停住</translation>
    </message>
    <message>
        <source>Node before</source>
        <translation>前一个节点</translation>
    </message>
    <message>
        <source>The session as it was one node earlier</source>
        <translation>早一个节点时的会话</translation>
    </message>
    <message>
        <source>Node after</source>
        <translation>后一个节点</translation>
    </message>
    <message>
        <source>The session as it was one node later</source>
        <translation>晚一个节点时的会话</translation>
    </message>
    <message>
        <source>Best before</source>
        <translation>前一个最佳</translation>
    </message>
    <message>
        <source>Back to the moment of the best before</source>
        <translation>回到前一个最佳出现的时刻</translation>
    </message>
    <message>
        <source>Next best</source>
        <translation>下一个最佳</translation>
    </message>
    <message>
        <source>On to the moment of the next new best</source>
        <translation>前往下一个新最佳出现的时刻</translation>
    </message>
    <message>
        <source>Welcome page</source>
        <translation>欢迎页</translation>
    </message>
    <message>
        <source>Recent sessions, examples, and what this machine can run</source>
        <translation>最近的会话、示例，以及此机器能运行什么</translation>
    </message>
    <message>
        <source>Export patch…</source>
        <translation>导出补丁…</translation>
    </message>
    <message>
        <source>Write the node as a patch, or commit it on a new branch of a checkout</source>
        <translation>将节点写为补丁，或提交到检出目录的新分支</translation>
    </message>
    <message>
        <source>Export bundle…</source>
        <translation>导出捆绑包…</translation>
    </message>
    <message>
        <source>Write the kernels that won with a dispatcher and its test</source>
        <translation>写出胜出的内核及其分派器和测试</translation>
    </message>
    <message>
        <source>Export report…</source>
        <translation>导出报告…</translation>
    </message>
    <message>
        <source>Write the session as one page of HTML</source>
        <translation>将会话写为一页 HTML</translation>
    </message>
    <message>
        <source>Mark as baseline</source>
        <translation>标记为基线</translation>
    </message>
    <message>
        <source>Set every number against this node; on the baseline itself, stop that</source>
        <translation>所有数字都与此节点对比；在基线本身上则停止</translation>
    </message>
    <message>
        <source>Swap sides</source>
        <translation>交换两侧</translation>
    </message>
    <message>
        <source>Exchange the two sides of the comparison</source>
        <translation>交换比较的两侧</translation>
    </message>
    <message>
        <source>Side by side</source>
        <translation>并排</translation>
    </message>
    <message>
        <source>Show both texts beside each other, or one above the other</source>
        <translation>并排或上下显示两份文本</translation>
    </message>
    <message>
        <source>Ignore white space</source>
        <translation>忽略空白</translation>
    </message>
    <message>
        <source>Lines that differ in white space alone are the same</source>
        <translation>仅空白不同的行视为相同</translation>
    </message>
    <message>
        <source>Show unchanged lines</source>
        <translation>显示未更改的行</translation>
    </message>
    <message>
        <source>Open every fold of the comparison</source>
        <translation>展开比较中的所有折叠</translation>
    </message>
    <message>
        <source>Copy hunk</source>
        <translation>复制区块</translation>
    </message>
    <message>
        <source>Copy the change that is looked at, as a part of a patch</source>
        <translation>将正在查看的更改复制为补丁的一部分</translation>
    </message>
    <message>
        <source>Save difference…</source>
        <translation>保存差异…</translation>
    </message>
    <message>
        <source>Save the shown difference as a patch for git apply</source>
        <translation>将显示的差异保存为 git apply 可用的补丁</translation>
    </message>
    <message>
        <source>Bookmark</source>
        <translation>书签</translation>
    </message>
    <message>
        <source>Mark this node to find it again, or take the mark off</source>
        <translation>标记此节点以便再次找到，或取消标记</translation>
    </message>
    <message>
        <source>Grow only below</source>
        <translation>只在其下生长</translation>
    </message>
    <message>
        <source>Let the search grow only this node and what is below it</source>
        <translation>让搜索只生长此节点及其下的节点</translation>
    </message>
    <message>
        <source>Grow anywhere</source>
        <translation>任意处生长</translation>
    </message>
    <message>
        <source>Let the search grow the whole tree again</source>
        <translation>让搜索再次生长整棵树</translation>
    </message>
    <message>
        <source>Select all found</source>
        <translation>选择全部找到的</translation>
    </message>
    <message>
        <source>Select every node that the search box found, or every node shown</source>
        <translation>选择搜索框找到的每个节点，或显示的每个节点</translation>
    </message>
    <message>
        <source>Budgets and vetoes…</source>
        <translation>预算与否决…</translation>
    </message>
    <message>
        <source>What the search may use, and what it must not apply</source>
        <translation>搜索可以使用什么，以及不得应用什么</translation>
    </message>
    <message>
        <source>Steering log</source>
        <translation>操控日志</translation>
    </message>
    <message>
        <source>Every command given to this session, and what became of it</source>
        <translation>给此会话的每条命令及其结果</translation>
    </message>
    <message>
        <source>Next match</source>
        <translation>下一个匹配</translation>
    </message>
    <message>
        <source>Select the next node that the filter leaves bright</source>
        <translation>选择过滤器保持明亮的下一个节点</translation>
    </message>
    <message>
        <source>Previous match</source>
        <translation>上一个匹配</translation>
    </message>
    <message>
        <source>Select the bright node before</source>
        <translation>选择前一个明亮的节点</translation>
    </message>
    <message>
        <source>Clear filter</source>
        <translation>清除过滤</translation>
    </message>
    <message>
        <source>Make every node bright again and empty the search box</source>
        <translation>使所有节点恢复明亮并清空搜索框</translation>
    </message>
    <message>
        <source>Follow newest</source>
        <translation>跟随最新</translation>
    </message>
    <message>
        <source>Select every new node as it comes, until the tree is moved by hand</source>
        <translation>每出现新节点就选中它，直到手动移动树</translation>
    </message>
    <message>
        <source>Compact</source>
        <translation>紧凑</translation>
    </message>
    <message>
        <source>Draw the tree in as few rows as it needs; nodes move as it grows</source>
        <translation>用尽可能少的行绘制树；树增长时节点会移动</translation>
    </message>
    <message>
        <source>Give lesson</source>
        <translation>开始讲课</translation>
    </message>
    <message>
        <source>Go from bookmark to bookmark in large letters, with the notes beside</source>
        <translation>以大字号逐个书签讲解，旁边显示备注</translation>
    </message>
    <message>
        <source>Next bookmark</source>
        <translation>下一个书签</translation>
    </message>
    <message>
        <source>On to the next bookmark of the lesson</source>
        <translation>前往课程的下一个书签</translation>
    </message>
    <message>
        <source>Previous bookmark</source>
        <translation>上一个书签</translation>
    </message>
    <message>
        <source>Back to the bookmark before</source>
        <translation>返回前一个书签</translation>
    </message>
    <message>
        <source>Leave lesson</source>
        <translation>结束讲课</translation>
    </message>
    <message>
        <source>Show everything again, in letters of the usual size</source>
        <translation>恢复显示全部内容，使用通常字号</translation>
    </message>
    <message>
        <source>Show or hide the choice of what stays bright in the tree</source>
        <translation>显示或隐藏树中保持明亮内容的选择</translation>
    </message>
    <message>
        <source>Icicle</source>
        <translation>冰柱图</translation>
    </message>
    <message>
        <source>Show or hide the tree by the size of its branches</source>
        <translation>显示或隐藏按分支大小排列的树</translation>
    </message>
    <message>
        <source>Lesson</source>
        <translation>课程</translation>
    </message>
    <message>
        <source>Show or hide the bookmarks of the lesson and their notes</source>
        <translation>显示或隐藏课程的书签及其备注</translation>
    </message>
    <message>
        <source>Machine code of this line</source>
        <translation>此行的机器码</translation>
    </message>
    <message>
        <source>Show the function that the line of the source lies in, as machine code</source>
        <translation>以机器码显示源代码该行所在的函数</translation>
    </message>
</context>
<context>
    <name>Baseline</name>
    <message>
        <source>= same</source>
        <translation>= 相同</translation>
    </message>
    <message>
        <source>%1 against #%2</source>
        <translation>%1，对比 #%2</translation>
    </message>
</context>
<context>
    <name>Bound</name>
    <message>
        <source>memory-bound</source>
        <translation>受内存限制</translation>
    </message>
    <message>
        <source>compute-bound</source>
        <translation>受计算限制</translation>
    </message>
    <message>
        <source>latency-bound</source>
        <translation>受延迟限制</translation>
    </message>
    <message>
        <source>occupancy-bound</source>
        <translation>受占用率限制</translation>
    </message>
    <message>
        <source>launch-bound</source>
        <translation>受启动限制</translation>
    </message>
    <message>
        <source>balanced</source>
        <translation>均衡</translation>
    </message>
</context>
<context>
    <name>Chart</name>
    <message>
        <source>baseline %1</source>
        <translation>基线 %1</translation>
    </message>
    <message>
        <source>set against %1</source>
        <translation>以 %1 为基准</translation>
    </message>
</context>
<context>
    <name>ChecklistView</name>
    <message>
        <source>Correct on every case</source>
        <translation>每个算例都正确</translation>
    </message>
    <message>
        <source>Correct on hidden shapes</source>
        <translation>隐藏形状上正确</translation>
    </message>
    <message>
        <source>Verdict accepted</source>
        <translation>判定为已接受</translation>
    </message>
    <message>
        <source>Faster, by its whole interval</source>
        <translation>整个区间都更快</translation>
    </message>
    <message>
        <source>No case slower</source>
        <translation>没有算例变慢</translation>
    </message>
    <message>
        <source>Sanitizers clean</source>
        <translation>检测器无问题</translation>
    </message>
    <message>
        <source>Every comment settled</source>
        <translation>每条评论都已解决</translation>
    </message>
    <message>
        <source>Judged in a sandbox</source>
        <translation>在沙箱中评判</translation>
    </message>
    <message>
        <source>Licence header (may be open)</source>
        <translation>许可声明（可以未定）</translation>
    </message>
</context>
<context>
    <name>CommandLine</name>
    <message>
        <source>Watch, steer and review a search for faster kernels.</source>
        <translation>观察、操控和审阅对更快内核的搜索。</translation>
    </message>
    <message>
        <source>session to open, or a .espalier file that leads to one; the newest without one</source>
        <translation>要打开的会话，或指向会话的 .espalier 文件；不给出则为最新的会话</translation>
    </message>
    <message>
        <source>folder of the sessions</source>
        <translation>会话所在的文件夹</translation>
    </message>
    <message>
        <source>light, dark or contrast; else as in the settings</source>
        <translation>light、dark 或 contrast；否则按设置</translation>
    </message>
    <message>
        <source>start the demo: a search of at most three minutes</source>
        <translation>开始演示：最多三分钟的搜索</translation>
    </message>
    <message>
        <source>save a picture of the window and quit</source>
        <translation>保存窗口的图片并退出</translation>
    </message>
    <message>
        <source>print the benchmark as JSON</source>
        <translation>以 JSON 输出基准测试</translation>
    </message>
    <message>
        <source>size of the benchmark&apos;s tree, or points of its charts</source>
        <translation>基准测试中树的大小，或其图表的点数</translation>
    </message>
    <message>
        <source>lines of the benchmark&apos;s kernels</source>
        <translation>基准测试内核的行数</translation>
    </message>
    <message>
        <source>canvas, charts, diff or sessions: measure drawing, comparing and opening</source>
        <translation>canvas、charts、diff 或 sessions：测量绘制、比较和打开</translation>
    </message>
</context>
<context>
    <name>Compared</name>
    <message>
        <source>Source</source>
        <translation>源码</translation>
    </message>
    <message>
        <source>Assembly</source>
        <translation>汇编</translation>
    </message>
    <message>
        <source>Build</source>
        <translation>构建</translation>
    </message>
    <message>
        <source>Prompt</source>
        <translation>提示词</translation>
    </message>
    <message>
        <source>Answer</source>
        <translation>回答</translation>
    </message>
    <message>
        <source>Metrics</source>
        <translation>指标</translation>
    </message>
    <message>
        <source>Notes</source>
        <translation>备注</translation>
    </message>
</context>
<context>
    <name>FilterPanel</name>
    <message>
        <source>may grow</source>
        <translation>可继续生长</translation>
    </message>
    <message>
        <source>leaf</source>
        <translation>叶子</translation>
    </message>
    <message>
        <source>pruned</source>
        <translation>已剪枝</translation>
    </message>
    <message>
        <source>pinned</source>
        <translation>已固定</translation>
    </message>
    <message>
        <source>boosted</source>
        <translation>已加权</translation>
    </message>
    <message>
        <source>hinted</source>
        <translation>带提示</translation>
    </message>
    <message>
        <source>bookmarked</source>
        <translation>有书签</translation>
    </message>
    <message>
        <source>in review</source>
        <translation>审阅中</translation>
    </message>
    <message>
        <source>merged</source>
        <translation>已合并</translation>
    </message>
</context>
<context>
    <name>Finding</name>
    <message>
        <source>%1 Try the skill %2.</source>
        <translation>%1 请尝试技巧 %2。</translation>
    </message>
</context>
<context>
    <name>FoldSummary</name>
    <message numerus="yes">
        <source>%n pruned</source>
        <translation>
            <numerusform>%n 个已剪除</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n failed</source>
        <translation>
            <numerusform>%n 个失败</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n slower</source>
        <translation>
            <numerusform>%n 个更慢</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n folded</source>
        <translation>
            <numerusform>%n 个已折叠</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n filtered out</source>
        <translation>
            <numerusform>%n 个被筛除</numerusform>
        </translation>
    </message>
    <message>
        <source>best %1</source>
        <translation>最佳 %1</translation>
    </message>
</context>
<context>
    <name>LinkWriter</name>
    <message>
        <source>Open the session first to which the link is to lead.</source>
        <translation>请先打开链接要指向的会话。</translation>
    </message>
    <message>
        <source>Save link</source>
        <translation>保存链接</translation>
    </message>
    <message>
        <source>Links to sessions (%1)</source>
        <translation>会话链接 (%1)</translation>
    </message>
    <message>
        <source>The link is in %1.</source>
        <translation>链接保存在 %1。</translation>
    </message>
</context>
<context>
    <name>LongText</name>
    <message>
        <source>
… %L1 bytes are left out …
</source>
        <translation>
… 省略了 %L1 字节 …
</translation>
    </message>
</context>
<context>
    <name>Menus</name>
    <message>
        <source>&amp;Left</source>
        <translation>左侧(&amp;L)</translation>
    </message>
    <message>
        <source>&amp;Right</source>
        <translation>右侧(&amp;R)</translation>
    </message>
    <message>
        <source>&amp;Top</source>
        <translation>顶部(&amp;T)</translation>
    </message>
    <message>
        <source>&amp;Bottom</source>
        <translation>底部(&amp;B)</translation>
    </message>
    <message>
        <source>&amp;Window of its own</source>
        <translation>单独的窗口(&amp;W)</translation>
    </message>
    <message>
        <source>&amp;File</source>
        <translation>文件(&amp;F)</translation>
    </message>
    <message>
        <source>&amp;Search</source>
        <translation>搜索(&amp;S)</translation>
    </message>
    <message>
        <source>&amp;Node</source>
        <translation>节点(&amp;N)</translation>
    </message>
    <message>
        <source>&amp;View</source>
        <translation>视图(&amp;V)</translation>
    </message>
    <message>
        <source>&amp;Panels</source>
        <translation>面板(&amp;P)</translation>
    </message>
    <message>
        <source>&amp;Move panel</source>
        <translation>移动面板(&amp;M)</translation>
    </message>
    <message>
        <source>&amp;Help</source>
        <translation>帮助(&amp;H)</translation>
    </message>
    <message>
        <source>&amp;Teach</source>
        <translation>教学(&amp;T)</translation>
    </message>
    <message>
        <source>St&amp;eer</source>
        <translation>操控(&amp;E)</translation>
    </message>
</context>
<context>
    <name>Metric</name>
    <message>
        <source>verdict</source>
        <translation>判定</translation>
    </message>
    <message>
        <source>speedup</source>
        <translation>加速比</translation>
    </message>
    <message>
        <source>time</source>
        <translation>时间</translation>
    </message>
    <message>
        <source>over the plain seed</source>
        <translation>相对朴素种子</translation>
    </message>
    <message>
        <source>share of the roof</source>
        <translation>屋顶占比</translation>
    </message>
    <message>
        <source>bound</source>
        <translation>限制</translation>
    </message>
    <message>
        <source>arithmetic</source>
        <translation>算术</translation>
    </message>
    <message>
        <source>memory traffic</source>
        <translation>内存流量</translation>
    </message>
    <message>
        <source>operations of a call</source>
        <translation>每次调用的运算数</translation>
    </message>
    <message>
        <source>intensity</source>
        <translation>强度</translation>
    </message>
    <message>
        <source>cores in use</source>
        <translation>使用中的核心</translation>
    </message>
    <message>
        <source>vector arithmetic</source>
        <translation>向量算术</translation>
    </message>
    <message>
        <source>vector width in bits</source>
        <translation>向量宽度（位）</translation>
    </message>
    <message>
        <source>fused multiply-adds</source>
        <translation>融合乘加</translation>
    </message>
    <message>
        <source>gathers</source>
        <translation>聚集加载</translation>
    </message>
    <message>
        <source>strided accesses</source>
        <translation>跨步访问</translation>
    </message>
    <message>
        <source>spills</source>
        <translation>溢出</translation>
    </message>
    <message>
        <source>calls of scalar functions</source>
        <translation>标量函数调用</translation>
    </message>
    <message>
        <source>loops vectorised</source>
        <translation>已向量化的循环</translation>
    </message>
    <message>
        <source>registers</source>
        <translation>寄存器</translation>
    </message>
    <message>
        <source>shared memory</source>
        <translation>共享内存</translation>
    </message>
    <message>
        <source>stack</source>
        <translation>栈</translation>
    </message>
    <message>
        <source>occupancy</source>
        <translation>占用率</translation>
    </message>
    <message>
        <source>blocks</source>
        <translation>块数</translation>
    </message>
    <message>
        <source>threads in a block</source>
        <translation>每块线程数</translation>
    </message>
    <message>
        <source>build</source>
        <translation>构建</translation>
    </message>
    <message>
        <source>evaluation</source>
        <translation>评判</translation>
    </message>
</context>
<context>
    <name>PolicyConstant</name>
    <message>
        <source>what each try without gain takes from a node&apos;s log speedup</source>
        <translation>每次无收益的尝试从节点对数加速比中扣除的量</translation>
    </message>
    <message>
        <source>steps without a better node before a restart</source>
        <translation>重新开始前没有更好节点的步数</translation>
    </message>
    <message>
        <source>weight of exploration</source>
        <translation>探索的权重</translation>
    </message>
    <message>
        <source>children a node may have per square root of its visits</source>
        <translation>每访问次数平方根允许的子节点数</translation>
    </message>
    <message>
        <source>one choice in so many mates two</source>
        <translation>每多少次选择中有一次交配两个</translation>
    </message>
    <message>
        <source>results between two migrations</source>
        <translation>两次迁移之间的结果数</translation>
    </message>
    <message>
        <source>how strongly the better cells are preferred</source>
        <translation>对更好单元的偏好强度</translation>
    </message>
    <message>
        <source>factor on how far the draws scatter</source>
        <translation>抽样散布程度的系数</translation>
    </message>
</context>
<context>
    <name>ProfileBars</name>
    <message>
        <source>%L1 of %L2 %3</source>
        <translation>%L1 / %L2 %3</translation>
    </message>
    <message>
        <source>  busiest</source>
        <translation>  最繁忙</translation>
    </message>
    <message>
        <source>Arithmetic</source>
        <translation>算术</translation>
    </message>
    <message>
        <source>Memory</source>
        <translation>内存</translation>
    </message>
    <message>
        <source>   DRAM</source>
        <translation>   DRAM</translation>
    </message>
    <message>
        <source>   L2</source>
        <translation>   L2</translation>
    </message>
    <message>
        <source>   L1 and shared</source>
        <translation>   L1 和共享内存</translation>
    </message>
    <message>
        <source>   matrix cores</source>
        <translation>   矩阵核心</translation>
    </message>
    <message>
        <source>   multiply-add</source>
        <translation>   乘加</translation>
    </message>
    <message>
        <source>   integer and logic</source>
        <translation>   整数与逻辑</translation>
    </message>
    <message>
        <source>   fp64</source>
        <translation>   fp64</translation>
    </message>
    <message>
        <source>   special functions</source>
        <translation>   特殊函数</translation>
    </message>
    <message>
        <source>   load and store</source>
        <translation>   加载与存储</translation>
    </message>
    <message>
        <source>%1 cycles, %2</source>
        <translation>%1 个周期，%2</translation>
    </message>
    <message>
        <source>warps wait %1</source>
        <translation>线程束等待 %1</translation>
    </message>
    <message>
        <source>arithmetic</source>
        <translation>算术</translation>
    </message>
    <message>
        <source>matrix tiles</source>
        <translation>矩阵块</translation>
    </message>
    <message>
        <source>special functions</source>
        <translation>特殊函数</translation>
    </message>
    <message>
        <source>global loads</source>
        <translation>全局加载</translation>
    </message>
    <message>
        <source>global stores</source>
        <translation>全局存储</translation>
    </message>
    <message>
        <source>   16 bytes wide</source>
        <translation>   16 字节宽</translation>
    </message>
    <message>
        <source>shared memory</source>
        <translation>共享内存</translation>
    </message>
    <message>
        <source>local memory</source>
        <translation>本地内存</translation>
    </message>
    <message>
        <source>barriers</source>
        <translation>屏障</translation>
    </message>
    <message>
        <source>vector arithmetic</source>
        <translation>向量算术</translation>
    </message>
    <message>
        <source>scalar arithmetic</source>
        <translation>标量算术</translation>
    </message>
    <message>
        <source>divisions and roots</source>
        <translation>除法与开方</translation>
    </message>
    <message>
        <source>loads</source>
        <translation>加载</translation>
    </message>
    <message>
        <source>   gathers</source>
        <translation>   聚集加载</translation>
    </message>
    <message>
        <source>stores</source>
        <translation>存储</translation>
    </message>
    <message>
        <source>spills and reloads</source>
        <translation>溢出与重载</translation>
    </message>
    <message>
        <source>branches</source>
        <translation>分支</translation>
    </message>
    <message>
        <source>calls</source>
        <translation>调用</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <translation>%1：%2</translation>
    </message>
</context>
<context>
    <name>RooflineChart</name>
    <message>
        <source>%1, theoretical</source>
        <translation>%1，理论值</translation>
    </message>
    <message>
        <source>arithmetic</source>
        <translation>算术</translation>
    </message>
    <message>
        <source>fp32 vectors</source>
        <translation>fp32 向量</translation>
    </message>
    <message>
        <source>fp32 scalar</source>
        <translation>fp32 标量</translation>
    </message>
    <message>
        <source>%1 operations a byte, %2 GFLOP/s</source>
        <translation>每字节 %1 次运算，%2 GFLOP/s</translation>
    </message>
    <message>
        <source>%1 of the roof that binds it: %2</source>
        <translation>所受限屋顶的 %1：%2</translation>
    </message>
    <message>
        <source>%1 of the roof</source>
        <translation>屋顶的 %1</translation>
    </message>
    <message>
        <source>%1, 99 % between %2 and %3</source>
        <translation>%1，99 % 在 %2 与 %3 之间</translation>
    </message>
    <message>
        <source>The bandwidth that %1 took for the peak.</source>
        <translation>%1 作为峰值采用的带宽。</translation>
    </message>
    <message>
        <source>GFLOP/s %1</source>
        <translation>GFLOP/s %1</translation>
    </message>
    <message>
        <source>share of the roof %1</source>
        <translation>屋顶占比 %1</translation>
    </message>
</context>
<context>
    <name>Stage</name>
    <message>
        <source>making</source>
        <translation>生成中</translation>
    </message>
    <message>
        <source>building</source>
        <translation>构建中</translation>
    </message>
    <message>
        <source>checking</source>
        <translation>检查中</translation>
    </message>
    <message>
        <source>timing</source>
        <translation>计时中</translation>
    </message>
    <message>
        <source>done</source>
        <translation>完成</translation>
    </message>
    <message>
        <source>sanitizing</source>
        <translation>运行检测器</translation>
    </message>
    <message>
        <source>held: %1</source>
        <translation>已暂停：%1</translation>
    </message>
    <message>
        <source>waiting for %1 to finish</source>
        <translation>等待 %1 完成</translation>
    </message>
    <message>
        <source>%1 (case %2 of %3)</source>
        <translation>%1（第 %2 个用例，共 %3 个）</translation>
    </message>
</context>
<context>
    <name>State</name>
    <message>
        <source>running</source>
        <translation>运行中</translation>
    </message>
    <message>
        <source>paused</source>
        <translation>已暂停</translation>
    </message>
    <message>
        <source>done</source>
        <translation>完成</translation>
    </message>
    <message>
        <source>interrupted</source>
        <translation>已中断</translation>
    </message>
</context>
<context>
    <name>Tier</name>
    <message>
        <source>analytic</source>
        <translation>解析</translation>
    </message>
    <message>
        <source>trace</source>
        <translation>跟踪</translation>
    </message>
    <message>
        <source>counters</source>
        <translation>计数器</translation>
    </message>
</context>
<context>
    <name>TreeLayout</name>
    <message numerus="yes">
        <source>%n in flight: %1…</source>
        <translation>
            <numerusform>%n 个进行中：%1…</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Verdict</name>
    <message>
        <source>accepted</source>
        <translation>已接受</translation>
    </message>
    <message>
        <source>ambiguous</source>
        <translation>不确定</translation>
    </message>
    <message>
        <source>slower</source>
        <translation>更慢</translation>
    </message>
    <message>
        <source>wrong</source>
        <translation>错误</translation>
    </message>
    <message>
        <source>cheat</source>
        <translation>作弊</translation>
    </message>
    <message>
        <source>crash</source>
        <translation>崩溃</translation>
    </message>
    <message>
        <source>timeout</source>
        <translation>超时</translation>
    </message>
    <message>
        <source>blocked</source>
        <translation>已阻止</translation>
    </message>
    <message>
        <source>build failed</source>
        <translation>构建失败</translation>
    </message>
    <message>
        <source>built</source>
        <translation>已构建</translation>
    </message>
    <message>
        <source>untimed</source>
        <translation>未计时</translation>
    </message>
</context>
<context>
    <name>espalier::BarChart</name>
    <message>
        <source>name</source>
        <translation>名称</translation>
    </message>
    <message>
        <source>value</source>
        <translation>值</translation>
    </message>
    <message>
        <source>shown as</source>
        <translation>显示为</translation>
    </message>
    <message>
        <source>from</source>
        <translation>来源</translation>
    </message>
</context>
<context>
    <name>espalier::CandidateChecker</name>
    <message>
        <source>Measuring the baselines of %1, where that was not done yet</source>
        <translation>正在测量 %1 的基线（若尚未测量）</translation>
    </message>
</context>
<context>
    <name>espalier::CasesChart</name>
    <message>
        <source>Time per case</source>
        <translation>各算例用时</translation>
    </message>
    <message>
        <source>ms</source>
        <translation>毫秒</translation>
    </message>
    <message>
        <source>filled: #%1 with its 99 % interval; outlined: %2</source>
        <translation>实心：#%1 及其 99 % 区间；空心：%2</translation>
    </message>
    <message>
        <source>Select a correct node to see how long each case takes.</source>
        <translation>选择一个正确的节点，查看每个算例用时多久。</translation>
    </message>
    <message>
        <source>%1
%2, 99 % between %3 and %4
%5: %6
%7</source>
        <translation>%1
%2，99 % 在 %3 与 %4 之间
%5：%6
%7</translation>
    </message>
    <message>
        <source>case</source>
        <translation>算例</translation>
    </message>
    <message>
        <source>interval low</source>
        <translation>区间下限</translation>
    </message>
    <message>
        <source>interval high</source>
        <translation>区间上限</translation>
    </message>
    <message>
        <source>baseline ms</source>
        <translation>基线毫秒</translation>
    </message>
    <message>
        <source>speedup</source>
        <translation>加速比</translation>
    </message>
    <message>
        <source>%1 against %2</source>
        <translation>%1 对比 %2</translation>
    </message>
    <message>
        <source>against %1</source>
        <translation>对比 %1</translation>
    </message>
</context>
<context>
    <name>espalier::CasesModel</name>
    <message>
        <source>case</source>
        <translation>算例</translation>
    </message>
    <message>
        <source>size</source>
        <translation>大小</translation>
    </message>
    <message>
        <source>ms</source>
        <translation>毫秒</translation>
    </message>
    <message>
        <source>baseline ms</source>
        <translation>基线毫秒</translation>
    </message>
    <message>
        <source>speedup</source>
        <translation>加速比</translation>
    </message>
    <message>
        <source>99 %</source>
        <translation>99 %</translation>
    </message>
    <message>
        <source>pairs</source>
        <translation>配对数</translation>
    </message>
    <message>
        <source>against %1</source>
        <translation>对比 %1</translation>
    </message>
</context>
<context>
    <name>espalier::ChangeMap</name>
    <message>
        <source>All changes: removed lines on the left, added ones on the right; click to go there</source>
        <translation>所有更改：左侧为删除的行，右侧为新增的行；点击可转到该处</translation>
    </message>
</context>
<context>
    <name>espalier::ChartArea</name>
    <message>
        <source>%1 (session %2)</source>
        <translation>%1（会话 %2）</translation>
    </message>
</context>
<context>
    <name>espalier::ChartSaver</name>
    <message>
        <source>Pictures (*.png)</source>
        <translation>图片 (*.png)</translation>
    </message>
    <message>
        <source>Drawings (*.svg)</source>
        <translation>矢量图 (*.svg)</translation>
    </message>
    <message>
        <source>Tables (*.csv)</source>
        <translation>表格 (*.csv)</translation>
    </message>
    <message>
        <source>Save the chart</source>
        <translation>保存图表</translation>
    </message>
    <message>
        <source>The chart could not be drawn for a file; try another format.</source>
        <translation>无法为文件绘制图表；请尝试其他格式。</translation>
    </message>
    <message>
        <source>Saved %1.</source>
        <translation>已保存 %1。</translation>
    </message>
</context>
<context>
    <name>espalier::CheckPane</name>
    <message>
        <source>What the check said</source>
        <translation>检查的结果</translation>
    </message>
    <message>
        <source>Checking…</source>
        <translation>正在检查…</translation>
    </message>
    <message>
        <source>Not checked</source>
        <translation>未检查</translation>
    </message>
    <message>
        <source>over %1, the fastest baseline</source>
        <translation>相对最快的基线 %1</translation>
    </message>
</context>
<context>
    <name>espalier::ChecklistView</name>
    <message>
        <source>Checklist</source>
        <translation>检查清单</translation>
    </message>
</context>
<context>
    <name>espalier::ChoiceButton</name>
    <message>
        <source>Any</source>
        <translation>任意</translation>
    </message>
</context>
<context>
    <name>espalier::CodeView</name>
    <message>
        <source>Source</source>
        <translation>源码</translation>
    </message>
    <message>
        <source>Source editor</source>
        <translation>源码编辑器</translation>
    </message>
</context>
<context>
    <name>espalier::CommandPalette</name>
    <message>
        <source>Commands</source>
        <translation>命令</translation>
    </message>
    <message>
        <source>A command, a session, a node&apos;s number, or a page of the manual</source>
        <translation>命令、会话、节点编号或手册页面</translation>
    </message>
    <message>
        <source>Find a command</source>
        <translation>查找命令</translation>
    </message>
    <message>
        <source>What was found</source>
        <translation>查找结果</translation>
    </message>
    <message>
        <source>Nothing found; Escape closes this.</source>
        <translation>没有找到；按 Escape 关闭。</translation>
    </message>
    <message>
        <source>Nothing is called so. Try fewer letters, or a node&apos;s number.</source>
        <translation>没有这样的名称。请少输入几个字母，或输入节点编号。</translation>
    </message>
</context>
<context>
    <name>espalier::CommentsList</name>
    <message>
        <source>None. Double-click beside a line&apos;s number in Diff or Source, or press C on a line there.</source>
        <translation>没有。在“差异”或“源码”中双击行号旁，或在某行上按 C。</translation>
    </message>
    <message>
        <source>Comments on lines of this node</source>
        <translation>对此节点各行的评论</translation>
    </message>
    <message>
        <source>Go to line</source>
        <translation>转到行</translation>
    </message>
    <message>
        <source>Show the comment&apos;s line in the source (double click, Return)</source>
        <translation>在源码中显示评论所在的行（双击、回车）</translation>
    </message>
    <message>
        <source>Comments  %1</source>
        <translation>评论  %1</translation>
    </message>
    <message>
        <source>Comments</source>
        <translation>评论</translation>
    </message>
    <message>
        <source>Reopen</source>
        <translation>重新打开</translation>
    </message>
    <message>
        <source>Resolve</source>
        <translation>解决</translation>
    </message>
    <message>
        <source>Ask it again</source>
        <translation>再次提出</translation>
    </message>
    <message>
        <source>It is answered, for this node and what grows below it</source>
        <translation>对此节点及其下生长的节点，已得到回答</translation>
    </message>
</context>
<context>
    <name>espalier::CommentsModel</name>
    <message>
        <source>− %1</source>
        <translation>− %1</translation>
    </message>
    <message>
        <source>gone</source>
        <translation>已消失</translation>
    </message>
    <message>
        <source>%1, outdated</source>
        <translation>%1，已过时</translation>
    </message>
    <message>
        <source>on #%1</source>
        <translation>于 #%1</translation>
    </message>
    <message>
        <source>✓ resolved</source>
        <translation>✓ 已解决</translation>
    </message>
    <message>
        <source>line</source>
        <translation>行</translation>
    </message>
    <message>
        <source>comment</source>
        <translation>评论</translation>
    </message>
    <message>
        <source>by</source>
        <translation>作者</translation>
    </message>
</context>
<context>
    <name>espalier::DiffPane</name>
    <message>
        <source>Changed build options</source>
        <translation>更改的构建选项</translation>
    </message>
    <message>
        <source>parent</source>
        <translation>父节点</translation>
    </message>
    <message>
        <source>plain seed</source>
        <translation>朴素种子</translation>
    </message>
    <message>
        <source>best</source>
        <translation>最佳</translation>
    </message>
    <message>
        <source>Side by side</source>
        <translation>并排</translation>
    </message>
    <message>
        <source>Against</source>
        <translation>对比</translation>
    </message>
    <message>
        <source>No node</source>
        <translation>没有节点</translation>
    </message>
    <message>
        <source>Select a node in the tree to see what was changed.</source>
        <translation>在树中选择一个节点以查看更改内容。</translation>
    </message>
    <message>
        <source>baseline</source>
        <translation>基线</translation>
    </message>
    <message>
        <source>pinned</source>
        <translation>已固定</translation>
    </message>
    <message>
        <source>Reading…</source>
        <translation>正在读取…</translation>
    </message>
    <message>
        <source>#%1: %2</source>
        <translation>#%1：%2</translation>
    </message>
    <message>
        <source>Assembling…</source>
        <translation>正在汇编…</translation>
    </message>
    <message>
        <source>Large texts take a while to compare.</source>
        <translation>比较大文本需要一些时间。</translation>
    </message>
    <message>
        <source>%1 lines, %2 in all.</source>
        <translation>%1 行，共 %2。</translation>
    </message>
    <message>
        <source>Show anyway</source>
        <translation>仍然显示</translation>
    </message>
    <message numerus="yes">
        <source>%n lines are long and were cut short.</source>
        <translation>
            <numerusform>%n 行过长，已截短。</numerusform>
        </translation>
    </message>
    <message>
        <source>Show all</source>
        <translation>全部显示</translation>
    </message>
    <message>
        <source>The machine code is the same.</source>
        <translation>机器码相同。</translation>
    </message>
    <message>
        <source>No prompt: neither node was made by a synthesizer that was asked.</source>
        <translation>没有提示词：两个节点都不是由被询问的合成器生成的。</translation>
    </message>
    <message>
        <source>Both were made from the same prompt.</source>
        <translation>两者由相同的提示词生成。</translation>
    </message>
    <message>
        <source>No answer: neither node was made by a model.</source>
        <translation>没有回答：两个节点都不是由模型生成的。</translation>
    </message>
    <message>
        <source>Both answers are the same.</source>
        <translation>两个回答相同。</translation>
    </message>
    <message>
        <source>The builds said the same.</source>
        <translation>构建输出相同。</translation>
    </message>
    <message>
        <source>The same is said of both.</source>
        <translation>对两者的说明相同。</translation>
    </message>
    <message>
        <source>The source is the same but for white space.</source>
        <translation>除空白外源码相同。</translation>
    </message>
    <message>
        <source>The source is the same.</source>
        <translation>源码相同。</translation>
    </message>
    <message>
        <source>Comparing…</source>
        <translation>正在比较…</translation>
    </message>
    <message>
        <source>Lines added and removed</source>
        <translation>新增和删除的行</translation>
    </message>
    <message>
        <source>Swap</source>
        <translation>交换</translation>
    </message>
    <message>
        <source>Exchange the two sides (X)</source>
        <translation>交换两侧（X）</translation>
    </message>
    <message>
        <source>More ▾</source>
        <translation>更多 ▾</translation>
    </message>
    <message>
        <source>White space, folds, hunks and patches</source>
        <translation>空白、折叠、区块和补丁</translation>
    </message>
    <message>
        <source>What to compare</source>
        <translation>比较的内容</translation>
    </message>
    <message>
        <source>Form of the machine code</source>
        <translation>机器码的形式</translation>
    </message>
    <message>
        <source>Show both texts beside each other (D)</source>
        <translation>并排显示两份文本（D）</translation>
    </message>
    <message>
        <source>All figures of both nodes</source>
        <translation>两个节点的全部指标</translation>
    </message>
    <message>
        <source>Next</source>
        <translation>下一处</translation>
    </message>
    <message>
        <source>No function here has the name of one at or above line %1: the compiler put its code into another, or left it out.</source>
        <translation>此处没有函数与第 %1 行或其上方的函数同名：编译器已将其代码并入其他函数或省略。</translation>
    </message>
    <message>
        <source>Line %1 of the source is in %2, which begins at line %3 here.</source>
        <translation>源代码第 %1 行位于 %2 中，此处从第 %3 行开始。</translation>
    </message>
    <message>
        <source>This build has no such instruction in %1.</source>
        <translation>此构建的 %1 中没有这样的指令。</translation>
    </message>
    <message numerus="yes">
        <source>%n marked lines of #%1: %2</source>
        <translation>
            <numerusform>#%1 中标记了 %n 行：%2</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>espalier::DiffView</name>
    <message>
        <source>Difference</source>
        <translation>差异</translation>
    </message>
    <message>
        <source>The source is the same.</source>
        <translation>源码相同。</translation>
    </message>
    <message numerus="yes">
        <source>%n lines added</source>
        <translation>
            <numerusform>新增 %n 行</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n lines removed</source>
        <translation>
            <numerusform>删除 %n 行</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>⋯  %n unchanged lines  ⋯</source>
        <translation>
            <numerusform>⋯  %n 行未更改  ⋯</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n lines marked</source>
        <translation>
            <numerusform>标记了 %n 行</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>espalier::DifferenceNote</name>
    <message>
        <source>Registers %1 → %2.</source>
        <translation>寄存器 %1 → %2。</translation>
    </message>
</context>
<context>
    <name>espalier::DockTitle</name>
    <message>
        <source>Take the panel out of the window, or put it back</source>
        <translation>将面板移出窗口，或放回窗口</translation>
    </message>
    <message>
        <source>Close the panel</source>
        <translation>关闭面板</translation>
    </message>
</context>
<context>
    <name>espalier::EditDialog</name>
    <message>
        <source>Edit #%1 as a new child</source>
        <translation>将 #%1 编辑为新的子节点</translation>
    </message>
    <message>
        <source>#%1 stays as it is. The search judges your version like any other candidate.</source>
        <translation>#%1 保持不变。搜索会像对待其他候选一样评判您的版本。</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Hand this version to the search (Ctrl+Return)</source>
        <translation>将此版本交给搜索（Ctrl+Return）</translation>
    </message>
    <message>
        <source>Reason, optional; kept in the steering log</source>
        <translation>理由，可选；保存在操控日志中</translation>
    </message>
    <message>
        <source>Check</source>
        <translation>检查</translation>
    </message>
    <message>
        <source>Add</source>
        <translation>添加</translation>
    </message>
    <message>
        <source>Stop checking</source>
        <translation>停止检查</translation>
    </message>
    <message>
        <source>End the check; nothing is kept of it</source>
        <translation>结束检查；不保留任何内容</translation>
    </message>
    <message>
        <source>Build and judge this version without adding it (Ctrl+B)</source>
        <translation>构建并评判此版本但不添加（Ctrl+B）</translation>
    </message>
    <message>
        <source>Stopped before there was a verdict.</source>
        <translation>在得出判定前已停止。</translation>
    </message>
    <message>
        <source>The judge is being asked.</source>
        <translation>正在询问评判。</translation>
    </message>
</context>
<context>
    <name>espalier::EventLogModel</name>
    <message>
        <source>takes an earlier one back</source>
        <translation>收回较早的一条</translation>
    </message>
    <message>
        <source>taken back</source>
        <translation>已收回</translation>
    </message>
    <message>
        <source>applied</source>
        <translation>已应用</translation>
    </message>
    <message>
        <source>pending</source>
        <translation>等待中</translation>
    </message>
    <message>
        <source>Time</source>
        <translation>时间</translation>
    </message>
    <message>
        <source>Step</source>
        <translation>步</translation>
    </message>
    <message>
        <source>By</source>
        <translation>来自</translation>
    </message>
    <message>
        <source>Command</source>
        <translation>命令</translation>
    </message>
    <message>
        <source>Reason</source>
        <translation>理由</translation>
    </message>
    <message>
        <source>State</source>
        <translation>状态</translation>
    </message>
</context>
<context>
    <name>espalier::Exporter</name>
    <message>
        <source>Export report</source>
        <translation>导出报告</translation>
    </message>
    <message>
        <source>Export bundle into a new folder</source>
        <translation>将捆绑包导出到新文件夹</translation>
    </message>
    <message>
        <source>Pages (%1)</source>
        <translation>页面 (%1)</translation>
    </message>
    <message>
        <source>Choose a checkout</source>
        <translation>选择检出目录</translation>
    </message>
    <message>
        <source>Export patch</source>
        <translation>导出补丁</translation>
    </message>
    <message>
        <source>The report is in %1.</source>
        <translation>报告保存在 %1。</translation>
    </message>
    <message>
        <source>The bundle is in %1; README.md there says how it is built.</source>
        <translation>捆绑包保存在 %1；其中的 README.md 说明如何构建。</translation>
    </message>
    <message>
        <source>The patch of #%1 is in %2.</source>
        <translation>#%1 的补丁保存在 %2。</translation>
    </message>
    <message>
        <source>#%1 is commit %2 on the new branch %3 of %4.</source>
        <translation>#%1 是 %4 的新分支 %3 上的提交 %2。</translation>
    </message>
    <message>
        <source>Writing the report to %1…</source>
        <translation>正在将报告写入 %1…</translation>
    </message>
    <message>
        <source>Writing the bundle to %1…</source>
        <translation>正在将捆绑包写入 %1…</translation>
    </message>
    <message>
        <source>Writing the patch to %1…</source>
        <translation>正在将补丁写入 %1…</translation>
    </message>
    <message>
        <source>Committing to %1…</source>
        <translation>正在提交到 %1…</translation>
    </message>
</context>
<context>
    <name>espalier::FilterPanel</name>
    <message>
        <source>Least speedup</source>
        <translation>最小加速比</translation>
    </message>
    <message>
        <source>Most speedup</source>
        <translation>最大加速比</translation>
    </message>
    <message>
        <source>verdict</source>
        <translation>判定</translation>
    </message>
    <message>
        <source>state</source>
        <translation>状态</translation>
    </message>
    <message>
        <source>bound</source>
        <translation>瓶颈</translation>
    </message>
    <message>
        <source>skill</source>
        <translation>技巧</translation>
    </message>
    <message>
        <source>speedup</source>
        <translation>加速比</translation>
    </message>
    <message>
        <source>words</source>
        <translation>词语</translation>
    </message>
    <message>
        <source>folds</source>
        <translation>折叠</translation>
    </message>
    <message>
        <source>Clear</source>
        <translation>清除</translation>
    </message>
    <message>
        <source>Verdict</source>
        <translation>判定</translation>
    </message>
    <message>
        <source>any</source>
        <translation>任意</translation>
    </message>
    <message>
        <source>State</source>
        <translation>状态</translation>
    </message>
    <message>
        <source>Bound</source>
        <translation>瓶颈</translation>
    </message>
    <message>
        <source>not known</source>
        <translation>未知</translation>
    </message>
    <message>
        <source>Skill</source>
        <translation>技巧</translation>
    </message>
    <message>
        <source>Folds</source>
        <translation>折叠</translation>
    </message>
    <message>
        <source>as usual</source>
        <translation>照常</translation>
    </message>
    <message>
        <source>show pruned branches</source>
        <translation>显示已剪枝的分支</translation>
    </message>
    <message>
        <source>fold other verdicts</source>
        <translation>折叠其他判定</translation>
    </message>
    <message>
        <source>%1 of what stays bright; 0: no limit</source>
        <translation>保持明亮内容的%1；0：不限</translation>
    </message>
    <message numerus="yes">
        <source>%1 of %n match</source>
        <translation>
            <numerusform>%n 个中匹配 %1 个</numerusform>
        </translation>
    </message>
    <message>
        <source>no filter</source>
        <translation>无过滤</translation>
    </message>
    <message>
        <source>Words: %1</source>
        <translation>词语：%1</translation>
    </message>
    <message>
        <source>Words of the search box that must be found</source>
        <translation>搜索框中必须出现的词语</translation>
    </message>
</context>
<context>
    <name>espalier::FindingsList</name>
    <message>
        <source>Nothing stands out: no rule found a bottleneck.</source>
        <translation>没有明显之处：没有规则发现瓶颈。</translation>
    </message>
    <message>
        <source>Only correct kernels are diagnosed.</source>
        <translation>只诊断正确的内核。</translation>
    </message>
    <message>
        <source>Select a node to see what holds it back.</source>
        <translation>选择一个节点以查看是什么限制了它。</translation>
    </message>
    <message>
        <source>Hint it ›</source>
        <translation>作为提示 ›</translation>
    </message>
    <message>
        <source>Give this finding to the search as a hint for everything grown below this node</source>
        <translation>将此发现作为提示交给搜索，用于此节点之下生成的一切</translation>
    </message>
    <message>
        <source>The kernel becomes at most so many times as fast by this alone</source>
        <translation>仅凭此项内核最多能快到这么多倍</translation>
    </message>
    <message>
        <source>Show what this rests on</source>
        <translation>显示其依据</translation>
    </message>
    <message>
        <source>Evidence</source>
        <translation>依据</translation>
    </message>
    <message>
        <source>%1; skill: %2</source>
        <translation>%1；技巧：%2</translation>
    </message>
    <message>
        <source>Show line %1 of its source</source>
        <translation>显示其源代码第 %1 行</translation>
    </message>
    <message>
        <source>Show line %1 of its source; %2</source>
        <translation>显示其源代码第 %1 行；%2</translation>
    </message>
    <message>
        <source>Line %1</source>
        <translation>第 %1 行</translation>
    </message>
    <message>
        <source>Assembly</source>
        <translation>汇编</translation>
    </message>
    <message>
        <source>Show the instructions it speaks of in the machine code</source>
        <translation>在机器码中显示其所指的指令</translation>
    </message>
</context>
<context>
    <name>espalier::GuiApplication</name>
    <message>
        <source>The session has no node #%1 yet.</source>
        <translation>该会话还没有节点 #%1。</translation>
    </message>
    <message>
        <source>No sandbox</source>
        <translation>没有沙箱</translation>
    </message>
    <message>
        <source>Run candidates without a sandbox?</source>
        <translation>不用沙箱运行候选吗？</translation>
    </message>
    <message>
        <source>A candidate could then read and change every file that you can. Cancel starts nothing.

%1</source>
        <translation>那样候选就能读取和更改您能访问的每个文件。“取消”则不启动任何内容。

%1</translation>
    </message>
    <message>
        <source>Run unconfined</source>
        <translation>不受限制地运行</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message numerus="yes">
        <source>%1, %n cores</source>
        <translation>
            <numerusform>%1，%n 个核心</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>espalier::HelpWindow</name>
    <message>
        <source>Manual</source>
        <translation>手册</translation>
    </message>
    <message>
        <source>Pages of the manual</source>
        <translation>手册页面</translation>
    </message>
    <message>
        <source>Text of the page</source>
        <translation>页面正文</translation>
    </message>
    <message>
        <source>The manual is not installed beside the program.</source>
        <translation>程序旁没有安装手册。</translation>
    </message>
</context>
<context>
    <name>espalier::IcicleView</name>
    <message>
        <source>Icicle of the search tree</source>
        <translation>搜索树的冰柱图</translation>
    </message>
    <message numerus="yes">
        <source>length: nodes at and below; %n in all</source>
        <translation>
            <numerusform>长度：此处及以下的节点数；共 %n 个</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>#%1 and %n nodes below it</source>
        <translation>
            <numerusform>#%1 及其下 %n 个节点</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 · %n deeper levels have no room</source>
        <translation>
            <numerusform>%1 · %n 个更深的层没有空间</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1, %n nodes below, best %2</source>
        <translation>
            <numerusform>%1，其下 %n 个节点，最佳 %2</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n nodes below, best %1</source>
        <translation>
            <numerusform>其下 %n 个节点，最佳 %1</numerusform>
        </translation>
    </message>
    <message>
        <source>Every node beside its parent, as long as what grew from it. Open a session to see it.</source>
        <translation>每个节点位于其父节点旁，长度等于由它生长出的部分。请打开一个会话查看。</translation>
    </message>
    <message>
        <source>‹ back to #%1</source>
        <translation>‹ 返回 #%1</translation>
    </message>
</context>
<context>
    <name>espalier::Importer</name>
    <message>
        <source>Reading %1…</source>
        <translation>正在读取 %1…</translation>
    </message>
</context>
<context>
    <name>espalier::Inspector</name>
    <message>
        <source>Diff</source>
        <translation>差异</translation>
    </message>
    <message>
        <source>Source</source>
        <translation>源码</translation>
    </message>
    <message>
        <source>Cases</source>
        <translation>算例</translation>
    </message>
    <message>
        <source>Diagnosis</source>
        <translation>诊断</translation>
    </message>
    <message>
        <source>Build</source>
        <translation>构建</translation>
    </message>
    <message>
        <source>Prompt</source>
        <translation>提示词</translation>
    </message>
    <message>
        <source>Build log</source>
        <translation>构建日志</translation>
    </message>
    <message>
        <source>What to show of the node</source>
        <translation>要显示该节点的哪些内容</translation>
    </message>
    <message>
        <source>99 % bootstrap interval of the speedup over the fastest baseline</source>
        <translation>相对最快基线的加速比的 99 % 自助法区间</translation>
    </message>
    <message>
        <source>Timed cases</source>
        <translation>已计时的算例</translation>
    </message>
    <message>
        <source>No node selected</source>
        <translation>未选择节点</translation>
    </message>
    <message>
        <source>Click a node in the tree, or press B for the best one.</source>
        <translation>点击树中的节点，或按 B 转到最佳节点。</translation>
    </message>
    <message>
        <source>No node selected.</source>
        <translation>未选择节点。</translation>
    </message>
    <message>
        <source>the fastest baseline</source>
        <translation>最快的基线</translation>
    </message>
    <message>
        <source>%1 over %2</source>
        <translation>%1，相对 %2</translation>
    </message>
    <message>
        <source>The plain seed.</source>
        <translation>朴素种子。</translation>
    </message>
    <message>
        <source>%1 of roof</source>
        <translation>屋顶的 %1</translation>
    </message>
    <message>
        <source>parent #%1  %2</source>
        <translation>父节点 #%1  %2</translation>
    </message>
    <message>
        <source>⊘ pruned</source>
        <translation>⊘ 已剪除</translation>
    </message>
    <message>
        <source>⚑ pinned</source>
        <translation>⚑ 已固定</translation>
    </message>
    <message>
        <source>boost %L1</source>
        <translation>加权 %L1</translation>
    </message>
    <message>
        <source>pending…</source>
        <translation>等待中…</translation>
    </message>
    <message>
        <source>Not timed. %1</source>
        <translation>未计时。%1</translation>
    </message>
    <message>
        <source>Medians of interleaved pairs; speedup over %1 with its 99 % interval.</source>
        <translation>交错配对的中位数；相对 %1 的加速比及其 99 % 区间。</translation>
    </message>
    <message>
        <source>
%1 · %2 of the roof · %3 GFLOP/s · %4 GB/s · by %5 model</source>
        <translation>
%1 · 屋顶的 %2 · %3 GFLOP/s · %4 GB/s · 依据%5模型</translation>
    </message>
    <message>
        <source>bound unknown</source>
        <translation>限制因素未知</translation>
    </message>
    <message>
        <source>
Trust: %1</source>
        <translation>
信任：%1</translation>
    </message>
    <message>
        <source>
Judged on %1 (%2)</source>
        <translation>
在 %1（%2）上评判</translation>
    </message>
    <message>
        <source>%1

%2 s

%3</source>
        <translation>%1

%2 秒

%3</translation>
    </message>
    <message>
        <source>The compiler had nothing to say.</source>
        <translation>编译器没有输出。</translation>
    </message>
    <message>
        <source>No prompt: this node was not made by a synthesizer.</source>
        <translation>没有提示词：此节点不是由合成器生成的。</translation>
    </message>
    <message>
        <source>Profile</source>
        <translation>剖析</translation>
    </message>
    <message>
        <source>Findings, by what they could gain</source>
        <translation>发现，按可能的收益排序</translation>
    </message>
    <message>
        <source>Review</source>
        <translation>审阅</translation>
    </message>
    <message>
        <source>◆ baseline</source>
        <translation>◆ 基线</translation>
    </message>
    <message>
        <source>baseline #%1</source>
        <translation>基线 #%1</translation>
    </message>
    <message>
        <source>roof %1</source>
        <translation>屋顶 %1</translation>
    </message>
    <message>
        <source>Share of the roof against that of #%1</source>
        <translation>屋顶占比，对比 #%1</translation>
    </message>
    <message numerus="yes">
        <source>%n children asked for</source>
        <translation>
            <numerusform>已要求 %n 个子节点</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>espalier::LanesPanel</name>
    <message>
        <source>Lanes</source>
        <translation>通道</translation>
    </message>
    <message>
        <source>Write</source>
        <translation>编写</translation>
    </message>
    <message>
        <source>Build</source>
        <translation>构建</translation>
    </message>
    <message>
        <source>Judge</source>
        <translation>评判</translation>
    </message>
    <message>
        <source>Judge on %1</source>
        <translation>在 %1 上评判</translation>
    </message>
    <message>
        <source>Resume</source>
        <translation>继续</translation>
    </message>
    <message>
        <source>Pause</source>
        <translation>暂停</translation>
    </message>
    <message>
        <source>Let candidates enter this lane again</source>
        <translation>再次让候选进入此通道</translation>
    </message>
    <message>
        <source>Let nothing new enter this lane; what is in it is finished</source>
        <translation>不让新的候选进入此通道；其中的会完成</translation>
    </message>
    <message>
        <source>pausing…</source>
        <translation>正在暂停…</translation>
    </message>
    <message>
        <source>paused</source>
        <translation>已暂停</translation>
    </message>
    <message>
        <source>resuming…</source>
        <translation>正在继续…</translation>
    </message>
    <message>
        <source>%1 step %2 · %3</source>
        <translation>%1 第 %2 步 · %3</translation>
    </message>
    <message numerus="yes">
        <source>%n at work</source>
        <translation>
            <numerusform>%n 个进行中</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n waiting</source>
        <translation>
            <numerusform>%n 个等待中</numerusform>
        </translation>
    </message>
    <message>
        <source>idle</source>
        <translation>空闲</translation>
    </message>
    <message>
        <source>%1 step %2</source>
        <translation>%1 第 %2 步</translation>
    </message>
    <message>
        <source>%1 step %2 of #%3</source>
        <translation>%1 第 %2 步，来自 #%3</translation>
    </message>
    <message>
        <source>judged on %1</source>
        <translation>在 %1 上评判</translation>
    </message>
    <message>
        <source>Waiting:</source>
        <translation>等待中：</translation>
    </message>
    <message>
        <source>Nothing is in this lane.</source>
        <translation>此通道中没有内容。</translation>
    </message>
    <message>
        <source>Click to go to the nodes they come from.</source>
        <translation>单击可转到它们所来自的节点。</translation>
    </message>
    <message>
        <source>on %1</source>
        <translation>在 %1 上</translation>
    </message>
</context>
<context>
    <name>espalier::Legend</name>
    <message>
        <source>Legend: blue is slower than the baseline, grey as fast, amber faster</source>
        <translation>图例：蓝色比基线慢，灰色与基线相当，琥珀色更快</translation>
    </message>
    <message>
        <source>✕ failed, with the reason</source>
        <translation>✕ 失败，并注明原因</translation>
    </message>
    <message>
        <source>★ best</source>
        <translation>★ 最佳</translation>
    </message>
    <message>
        <source>⚑ pinned</source>
        <translation>⚑ 已固定</translation>
    </message>
    <message>
        <source>⊘ pruned</source>
        <translation>⊘ 已剪除</translation>
    </message>
    <message>
        <source>◆ baseline</source>
        <translation>◆ 基线</translation>
    </message>
    <message>
        <source>◇ in review</source>
        <translation>◇ 审阅中</translation>
    </message>
    <message>
        <source>✓ approved</source>
        <translation>✓ 已批准</translation>
    </message>
    <message>
        <source>※ bookmark</source>
        <translation>※ 书签</translation>
    </message>
    <message>
        <source>◎ the search grows only here</source>
        <translation>◎ 搜索只在此处生长</translation>
    </message>
</context>
<context>
    <name>espalier::LessonPanel</name>
    <message>
        <source>Bookmarks of the lesson</source>
        <translation>课程的书签</translation>
    </message>
    <message>
        <source>Up</source>
        <translation>上移</translation>
    </message>
    <message>
        <source>One place towards the beginning of the lesson</source>
        <translation>向课程开头移动一位</translation>
    </message>
    <message>
        <source>Down</source>
        <translation>下移</translation>
    </message>
    <message>
        <source>One place towards the end of the lesson</source>
        <translation>向课程末尾移动一位</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>移除</translation>
    </message>
    <message>
        <source>Take the bookmark off; the note stays at its node</source>
        <translation>取下书签；备注保留在节点上</translation>
    </message>
    <message>
        <source>As it was then</source>
        <translation>当时的样子</translation>
    </message>
    <message>
        <source>Show the session as it was when this node came, instead of as it is now</source>
        <translation>显示该节点出现时的会话，而不是现在的会话</translation>
    </message>
    <message>
        <source>Node #%1</source>
        <translation>节点 #%1</translation>
    </message>
    <message>
        <source>the session after step %1</source>
        <translation>第 %1 步之后的会话</translation>
    </message>
    <message>
        <source>the session as it is now</source>
        <translation>现在的会话</translation>
    </message>
    <message>
        <source>#%1 · %2</source>
        <translation>#%1 · %2</translation>
    </message>
    <message>
        <source>%1. F2 changes the title.</source>
        <translation>%1。按 F2 更改标题。</translation>
    </message>
    <message>
        <source>K bookmarks the selected node; a lesson goes from bookmark to bookmark.</source>
        <translation>按 K 为所选节点加书签；课程逐个书签进行。</translation>
    </message>
    <message>
        <source>Choose a bookmark to see its note.</source>
        <translation>请选择一个书签以查看其备注。</translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <translation>%1 / %2</translation>
    </message>
</context>
<context>
    <name>espalier::LessonPlan</name>
    <message>
        <source>This session has no lesson yet: bookmark a node with K, and write what you want to say of it into its note.</source>
        <translation>此会话还没有课程：请用 K 为节点加书签，并把要讲的内容写入其备注。</translation>
    </message>
</context>
<context>
    <name>espalier::LongWorks</name>
    <message>
        <source>It is too late to cancel: it is being written.</source>
        <translation>取消已太晚：正在写入。</translation>
    </message>
    <message>
        <source>Cancelled, and nothing was kept: %1</source>
        <translation>已取消，未保留任何内容：%1</translation>
    </message>
</context>
<context>
    <name>espalier::MainWindow</name>
    <message>
        <source>Espalier</source>
        <translation>Espalier</translation>
    </message>
    <message>
        <source>Ctrl+K commands   F1 manual</source>
        <translation>Ctrl+K 命令   F1 手册</translation>
    </message>
    <message>
        <source>Sessions</source>
        <translation>会话</translation>
    </message>
    <message>
        <source>Lanes</source>
        <translation>通道</translation>
    </message>
    <message>
        <source>Filter</source>
        <translation>筛选</translation>
    </message>
    <message>
        <source>Legend  (speedup, log)</source>
        <translation>图例（加速比，对数）</translation>
    </message>
    <message>
        <source>Inspector</source>
        <translation>检查器</translation>
    </message>
    <message>
        <source>Charts</source>
        <translation>图表</translation>
    </message>
    <message>
        <source>%1 – Espalier</source>
        <translation>%1 – Espalier</translation>
    </message>
    <message>
        <source>Choose a session on the left, or start a search with Ctrl+N.</source>
        <translation>在左侧选择一个会话，或按 Ctrl+N 开始搜索。</translation>
    </message>
    <message>
        <source>no cheats in this session</source>
        <translation>此会话中没有作弊</translation>
    </message>
    <message numerus="yes">
        <source>%n cheats caught</source>
        <translation>
            <numerusform>发现 %n 次作弊</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source> · %n commands pending</source>
        <translation>
            <numerusform> · %n 条命令等待中</numerusform>
        </translation>
    </message>
    <message>
        <source>All recorded · step %1 · judge: %2%3</source>
        <translation>已全部记录 · 第 %1 步 · 评判：%2%3</translation>
    </message>
    <message>
        <source>No node matches; try a number, a skill, a verdict, &gt;2 or bound:memory.</source>
        <translation>没有匹配的节点；可尝试编号、技巧、判定、&gt;2 或 bound:memory。</translation>
    </message>
    <message>
        <source>The file is in %1 and the node in %2; select a node of a session for that language.</source>
        <translation>文件的语言是 %1，节点的语言是 %2；请选择该语言会话中的节点。</translation>
    </message>
    <message>
        <source>Nothing was changed, so nothing was handed to the search.</source>
        <translation>没有任何更改，因此没有交给搜索。</translation>
    </message>
    <message>
        <source>Undo %1</source>
        <translation>撤销%1</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>撤销</translation>
    </message>
    <message>
        <source>Redo %1</source>
        <translation>重做%1</translation>
    </message>
    <message>
        <source>Redo</source>
        <translation>重做</translation>
    </message>
    <message>
        <source>About Espalier</source>
        <translation>关于 Espalier</translation>
    </message>
    <message>
        <source>&lt;b&gt;Espalier&lt;/b&gt;&lt;br&gt;Watch, steer and review a search for faster kernels.&lt;br&gt;&lt;br&gt;GPL-3.0-or-later. It comes without any warranty.</source>
        <translation>&lt;b&gt;Espalier&lt;/b&gt;&lt;br&gt;观察、操控和审阅对更快内核的搜索。&lt;br&gt;&lt;br&gt;GPL-3.0-or-later。不提供任何担保。</translation>
    </message>
    <message>
        <source>Select the node whose child this source is to be, then open it again.</source>
        <translation>请选择此源码要成为其子节点的节点，然后再次打开它。</translation>
    </message>
    <message>
        <source>Session %1: %2</source>
        <translation>会话 %1：%2</translation>
    </message>
    <message>
        <source>manual</source>
        <translation>手册</translation>
    </message>
    <message>
        <source>node</source>
        <translation>节点</translation>
    </message>
    <message>
        <source>Replay: the session as it was after node %1 of %2. Shift+R returns to now.</source>
        <translation>回放：第 %1 个节点（共 %2 个）之后的会话。按 Shift+R 回到现在。</translation>
    </message>
    <message>
        <source>Every number is now set against #%1; Ctrl+B on it ends that.</source>
        <translation>现在所有数字都与 #%1 对比；在其上按 Ctrl+B 即结束。</translation>
    </message>
    <message>
        <source>No baseline is marked.</source>
        <translation>没有标记基线。</translation>
    </message>
    <message>
        <source>Lesson</source>
        <translation>课程</translation>
    </message>
    <message>
        <source>Icicle</source>
        <translation>冰柱图</translation>
    </message>
    <message numerus="yes">
        <source>%1 of %n nodes match; F3 goes to the next.</source>
        <translation>
            <numerusform>%n 个节点中匹配 %1 个；按 F3 转到下一个。</numerusform>
        </translation>
    </message>
    <message>
        <source>The window shows another session by now, so nothing was added. Your kernel is on the clipboard: open session %1 and edit node #%2 again.</source>
        <translation>窗口现在显示另一个会话，因此没有添加任何内容。您的内核在剪贴板中：请打开会话 %1 并再次编辑节点 #%2。</translation>
    </message>
    <message>
        <source>The window shows another session by now: open session %1 to check this.</source>
        <translation>窗口现在显示另一个会话：请打开会话 %1 以检查此项。</translation>
    </message>
    <message>
        <source> · follows the newest node</source>
        <translation> · 跟随最新节点</translation>
    </message>
    <message>
        <source> · follows the best node</source>
        <translation> · 跟随最佳节点</translation>
    </message>
    <message>
        <source>store %1     Ctrl+K commands   F1 manual</source>
        <translation>存储 %1     Ctrl+K 命令   F1 手册</translation>
    </message>
    <message>
        <source>The sessions of this window are kept in %1</source>
        <translation>此窗口的会话保存在 %1</translation>
    </message>
    <message numerus="yes">
        <source>%n things were dropped; drop one at a time: a task&apos;s folder, a kernel&apos;s source, another tool&apos;s run or a link.</source>
        <translation>
            <numerusform>拖入了 %n 项；请一次拖入一项：任务文件夹、内核源代码、其他工具的运行或链接。</numerusform>
        </translation>
    </message>
    <message>
        <source>Only files and folders of this machine can be opened; save it here first.</source>
        <translation>只能打开本机的文件和文件夹；请先将其保存到本机。</translation>
    </message>
</context>
<context>
    <name>espalier::MetricsModel</name>
    <message>
        <source>%1: speedup</source>
        <translation>%1：加速比</translation>
    </message>
    <message>
        <source>%1: time</source>
        <translation>%1：时间</translation>
    </message>
    <message>
        <source>bytes through %1</source>
        <translation>经 %1 的字节</translation>
    </message>
    <message>
        <source>= same, within the interval</source>
        <translation>= 相同，在区间内</translation>
    </message>
    <message>
        <source>= same</source>
        <translation>= 相同</translation>
    </message>
    <message>
        <source>better</source>
        <translation>更好</translation>
    </message>
    <message>
        <source>worse</source>
        <translation>更差</translation>
    </message>
    <message>
        <source>changed</source>
        <translation>已更改</translation>
    </message>
    <message>
        <source>▲ new</source>
        <translation>▲ 新增</translation>
    </message>
    <message>
        <source>▼ gone</source>
        <translation>▼ 消失</translation>
    </message>
    <message>
        <source>figure</source>
        <translation>指标</translation>
    </message>
    <message>
        <source>change</source>
        <translation>变化</translation>
    </message>
    <message>
        <source>taken at different times</source>
        <translation>在不同时间测得</translation>
    </message>
    <message>
        <source>over different baselines</source>
        <translation>相对于不同的基线</translation>
    </message>
</context>
<context>
    <name>espalier::MixPopover</name>
    <message>
        <source>Mix of synthesizers</source>
        <translation>合成器的混合</translation>
    </message>
    <message>
        <source> %</source>
        <translation> %</translation>
    </message>
    <message>
        <source>This session was started with one synthesizer, %1, so there is nothing to mix. A search with several is started with --synth.</source>
        <translation>此会话只用了一个合成器 %1，因此无可混合。用 --synth 可启动有多个合成器的搜索。</translation>
    </message>
    <message>
        <source>the rules</source>
        <translation>规则</translation>
    </message>
    <message>
        <source>Failed candidates are mended by whoever reads reasons, whatever the mix.</source>
        <translation>无论如何混合，失败的候选都由能读懂原因者修复。</translation>
    </message>
</context>
<context>
    <name>espalier::NewSearchDialog</name>
    <message>
        <source>New search</source>
        <translation>新建搜索</translation>
    </message>
    <message>
        <source>greedy grows the best node; uct and thompson also try what was seldom tried; evolution keeps the best of every kind</source>
        <translation>greedy 生长最佳节点；uct 和 thompson 也会尝试很少试过的节点；evolution 保留每一类中最好的</translation>
    </message>
    <message>
        <source>no limit</source>
        <translation>无限制</translation>
    </message>
    <message>
        <source>Candidates in flight at once; one at a time is timed</source>
        <translation>同时进行的候选数；每次只对一个计时</translation>
    </message>
    <message>
        <source>The same seed and the same answers give the same tree</source>
        <translation>相同的种子和相同的回答给出相同的树</translation>
    </message>
    <message>
        <source>optional</source>
        <translation>可选</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Start</source>
        <translation>开始</translation>
    </message>
    <message>
        <source>No tasks were found beside the program; see the manual (F1).</source>
        <translation>程序旁没有找到任务；请参阅手册（F1）。</translation>
    </message>
    <message>
        <source>Where kernels run and in what they are written: cpu is C++, opencl is OpenCL C</source>
        <translation>内核在哪里运行、用什么语言编写：cpu 是 C++，opencl 是 OpenCL C</translation>
    </message>
    <message>
        <source>%1 cannot be chosen: %2</source>
        <translation>不能选择 %1：%2</translation>
    </message>
    <message>
        <source>&amp;Task</source>
        <translation>任务(&amp;T)</translation>
    </message>
    <message>
        <source>T&amp;arget</source>
        <translation>目标(&amp;A)</translation>
    </message>
    <message>
        <source>&amp;Policy</source>
        <translation>策略(&amp;P)</translation>
    </message>
    <message>
        <source>&amp;Steps</source>
        <translation>步数(&amp;S)</translation>
    </message>
    <message>
        <source>&amp;Minutes</source>
        <translation>分钟(&amp;M)</translation>
    </message>
    <message>
        <source>&amp;Workers</source>
        <translation>并行数(&amp;W)</translation>
    </message>
    <message>
        <source>S&amp;eed</source>
        <translation>随机种子(&amp;E)</translation>
    </message>
    <message>
        <source>&amp;Name</source>
        <translation>名称(&amp;N)</translation>
    </message>
</context>
<context>
    <name>espalier::NoteEditor</name>
    <message>
        <source>Note at this node</source>
        <translation>此节点的备注</translation>
    </message>
    <message>
        <source>What to remember of this node, or to say when you present it</source>
        <translation>关于此节点要记住的，或展示时要说的</translation>
    </message>
</context>
<context>
    <name>espalier::NoticeBar</name>
    <message>
        <source>Dismiss</source>
        <translation>知道了</translation>
    </message>
</context>
<context>
    <name>espalier::Opener</name>
    <message>
        <source>Open</source>
        <translation>打开</translation>
    </message>
    <message>
        <source>Tasks, kernels, runs and links (%1)</source>
        <translation>任务、内核、运行结果和链接 (%1)</translation>
    </message>
    <message>
        <source>All files (*)</source>
        <translation>所有文件 (*)</translation>
    </message>
    <message>
        <source>Reading %1…</source>
        <translation>正在读取 %1…</translation>
    </message>
    <message>
        <source>%1 is empty.</source>
        <translation>%1 为空。</translation>
    </message>
</context>
<context>
    <name>espalier::OutlineModel</name>
    <message>
        <source> ⊘ pruned</source>
        <translation> ⊘ 已剪除</translation>
    </message>
    <message>
        <source>node</source>
        <translation>节点</translation>
    </message>
    <message>
        <source>speedup</source>
        <translation>加速比</translation>
    </message>
    <message>
        <source>verdict</source>
        <translation>判定</translation>
    </message>
    <message>
        <source>what was changed</source>
        <translation>更改内容</translation>
    </message>
    <message>
        <source>matches the filter</source>
        <translation>匹配过滤</translation>
    </message>
</context>
<context>
    <name>espalier::OverviewStrip</name>
    <message>
        <source>Overview of the tree</source>
        <translation>树的概览</translation>
    </message>
    <message>
        <source>The whole tree; click to go there</source>
        <translation>整棵树；点击可转到该处</translation>
    </message>
</context>
<context>
    <name>espalier::ParetoChart</name>
    <message>
        <source>Pareto</source>
        <translation>帕累托</translation>
    </message>
    <message>
        <source>Against registers</source>
        <translation>对比寄存器</translation>
    </message>
    <message>
        <source>Against machine code</source>
        <translation>对比机器码</translation>
    </message>
    <message>
        <source>Against build time</source>
        <translation>对比构建时间</translation>
    </message>
    <message>
        <source>What the speedup is set against</source>
        <translation>加速比的对照量</translation>
    </message>
    <message>
        <source>vector registers in inner loops</source>
        <translation>内层循环中的向量寄存器</translation>
    </message>
    <message>
        <source>registers of a thread</source>
        <translation>每线程寄存器</translation>
    </message>
    <message>
        <source>instructions in the machine code</source>
        <translation>机器码中的指令</translation>
    </message>
    <message>
        <source>seconds to build</source>
        <translation>构建秒数</translation>
    </message>
    <message numerus="yes">
        <source>%n registers</source>
        <translation>
            <numerusform>%n 个寄存器</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n instructions</source>
        <translation>
            <numerusform>%n 条指令</numerusform>
        </translation>
    </message>
    <message>
        <source>built in %L1 s</source>
        <translation>%L1 秒构建完成</translation>
    </message>
    <message>
        <source>speedup over the fastest baseline, log; line: nobody has more speed for less</source>
        <translation>相对最快基线的加速比，对数；线：没有谁以更少代价更快</translation>
    </message>
    <message>
        <source>The first correct node starts this chart.</source>
        <translation>第一个正确的节点出现后开始绘制此图。</translation>
    </message>
    <message>
        <source>Of no correct node this is known; choose another cost above.</source>
        <translation>没有正确的节点有此数据；请在上方选择其他代价。</translation>
    </message>
    <message>
        <source>on the front</source>
        <translation>在前沿上</translation>
    </message>
    <message>
        <source>node</source>
        <translation>节点</translation>
    </message>
    <message>
        <source>speedup</source>
        <translation>加速比</translation>
    </message>
    <message>
        <source>front</source>
        <translation>前沿</translation>
    </message>
    <message>
        <source>yes</source>
        <translation>是</translation>
    </message>
    <message>
        <source>no</source>
        <translation>否</translation>
    </message>
    <message>
        <source>Against error</source>
        <translation>对误差</translation>
    </message>
    <message>
        <source>largest error, % of the tolerance</source>
        <translation>最大误差，容差的 %</translation>
    </message>
    <message>
        <source>error at most %1 % of the tolerance</source>
        <translation>误差至多为容差的 %1 %</translation>
    </message>
    <message>
        <source>no error beyond rounding to its type</source>
        <translation>除舍入到该类型外没有误差</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <translation>%1：%2</translation>
    </message>
</context>
<context>
    <name>espalier::PatchDialog</name>
    <message>
        <source>A file that git apply takes</source>
        <translation>git apply 可用的文件</translation>
    </message>
    <message>
        <source>A commit on a new branch of a checkout</source>
        <translation>检出目录新分支上的提交</translation>
    </message>
    <message>
        <source>Choose…</source>
        <translation>选择…</translation>
    </message>
    <message>
        <source>Export #%1 as a patch</source>
        <translation>将 #%1 导出为补丁</translation>
    </message>
    <message>
        <source>src/kernel.cpp, from the repository&apos;s root</source>
        <translation>src/kernel.cpp，相对于仓库根目录</translation>
    </message>
    <message>
        <source>Checkout</source>
        <translation>检出目录</translation>
    </message>
    <message>
        <source>Branch</source>
        <translation>分支</translation>
    </message>
    <message>
        <source>Kernel&apos;s file</source>
        <translation>内核文件</translation>
    </message>
    <message>
        <source>The checkout&apos;s current branch and its files stay as they are.</source>
        <translation>检出目录的当前分支及其文件保持不变。</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Export</source>
        <translation>导出</translation>
    </message>
</context>
<context>
    <name>espalier::PatchSaver</name>
    <message>
        <source>Export patch</source>
        <translation>导出补丁</translation>
    </message>
    <message>
        <source>Patches (%1)</source>
        <translation>补丁 (%1)</translation>
    </message>
    <message>
        <source>All files (*)</source>
        <translation>所有文件 (*)</translation>
    </message>
    <message>
        <source>The patch is saved as %1.</source>
        <translation>补丁已保存为 %1。</translation>
    </message>
</context>
<context>
    <name>espalier::Plot</name>
    <message>
        <source>Export…</source>
        <translation>导出…</translation>
    </message>
    <message>
        <source>Save this chart as a picture or its figures as a table</source>
        <translation>将此图表保存为图片，或将其数据保存为表格</translation>
    </message>
    <message>
        <source>%1 ▾</source>
        <translation>%1 ▾</translation>
    </message>
    <message>
        <source>Show another chart here</source>
        <translation>在此显示其他图表</translation>
    </message>
    <message>
        <source>Export as PNG…</source>
        <translation>导出为 PNG…</translation>
    </message>
    <message>
        <source>Export as SVG…</source>
        <translation>导出为 SVG…</translation>
    </message>
    <message>
        <source>Export as CSV…</source>
        <translation>导出为 CSV…</translation>
    </message>
</context>
<context>
    <name>espalier::PolicyPopover</name>
    <message>
        <source>Selection policy</source>
        <translation>选择策略</translation>
    </message>
    <message>
        <source>The new policy takes over all that was tried so far.</source>
        <translation>新策略接管迄今尝试过的一切。</translation>
    </message>
</context>
<context>
    <name>espalier::ProfileModel</name>
    <message>
        <source>waiting, cycles per issue: %1</source>
        <translation>等待，每次发射的周期：%1</translation>
    </message>
    <message>
        <source>first to last work, µs</source>
        <translation>从首个到末个工作，µs</translation>
    </message>
    <message>
        <source>kernels, µs</source>
        <translation>内核，µs</translation>
    </message>
    <message>
        <source>copies, µs</source>
        <translation>复制，µs</translation>
    </message>
    <message>
        <source>nothing, µs</source>
        <translation>空闲，µs</translation>
    </message>
    <message>
        <source>launching, µs</source>
        <translation>启动，µs</translation>
    </message>
    <message>
        <source>host waiting, µs</source>
        <translation>主机等待，µs</translation>
    </message>
    <message>
        <source>compiler, %1</source>
        <translation>编译器，%1</translation>
    </message>
    <message>
        <source>registers of a thread</source>
        <translation>每线程寄存器</translation>
    </message>
    <message>
        <source>shared memory of a block, bytes</source>
        <translation>每块共享内存，字节</translation>
    </message>
    <message>
        <source>blocks</source>
        <translation>块数</translation>
    </message>
    <message>
        <source>threads of a block</source>
        <translation>每块线程数</translation>
    </message>
    <message>
        <source>spilled</source>
        <translation>溢出</translation>
    </message>
    <message>
        <source>theoretical occupancy, %</source>
        <translation>理论占用率，%</translation>
    </message>
    <message>
        <source>counters of case %1</source>
        <translation>算例 %1 的计数器</translation>
    </message>
    <message>
        <source>instructions a cycle</source>
        <translation>每周期指令数</translation>
    </message>
    <message>
        <source>mispredicted branches in 1,000 instructions</source>
        <translation>每千条指令的分支预测错误</translation>
    </message>
    <message>
        <source>bytes missed in the caches</source>
        <translation>缓存未命中字节</translation>
    </message>
    <message>
        <source>machine code</source>
        <translation>机器码</translation>
    </message>
    <message>
        <source>instructions</source>
        <translation>指令</translation>
    </message>
    <message>
        <source>vector width, bits</source>
        <translation>向量宽度，位</translation>
    </message>
    <message>
        <source>vector registers in inner loops</source>
        <translation>内层循环中的向量寄存器</translation>
    </message>
    <message>
        <source>bytes per operation</source>
        <translation>每次运算字节数</translation>
    </message>
    <message>
        <source>loops vectorised</source>
        <translation>已向量化的循环</translation>
    </message>
    <message>
        <source>loops not vectorised</source>
        <translation>未向量化的循环</translation>
    </message>
    <message>
        <source>cores in use</source>
        <translation>使用中的核心</translation>
    </message>
    <message>
        <source>processor time over time</source>
        <translation>处理器时间与时间之比</translation>
    </message>
    <message>
        <source>figure</source>
        <translation>指标</translation>
    </message>
    <message>
        <source>from</source>
        <translation>来源</translation>
    </message>
    <message>
        <source>value</source>
        <translation>值</translation>
    </message>
    <message>
        <source>instructions on matrix tiles</source>
        <translation>矩阵块指令</translation>
    </message>
    <message>
        <source>accesses of 16 bytes a thread</source>
        <translation>每线程 16 字节的访问</translation>
    </message>
    <message>
        <source>accesses to shared memory</source>
        <translation>共享内存访问</translation>
    </message>
    <message>
        <source>arithmetic on whole vectors, %</source>
        <translation>整向量运算，%</translation>
    </message>
    <message>
        <source>loads that wait for a load</source>
        <translation>等待另一次加载的加载</translation>
    </message>
    <message>
        <source>accesses to one element of a line</source>
        <translation>每行只取一个元素的访问</translation>
    </message>
    <message>
        <source>gathers</source>
        <translation>聚集加载</translation>
    </message>
    <message>
        <source>spilled vector registers</source>
        <translation>溢出的向量寄存器</translation>
    </message>
    <message>
        <source>calls of scalar functions</source>
        <translation>标量函数调用</translation>
    </message>
    <message>
        <source>streaming stores</source>
        <translation>流式存储</translation>
    </message>
    <message>
        <source>largest error, % of the tolerance</source>
        <translation>最大误差，容差的 %</translation>
    </message>
    <message>
        <source>the judge</source>
        <translation>评判程序</translation>
    </message>
    <message>
        <source>against %1</source>
        <translation>对比 %1</translation>
    </message>
</context>
<context>
    <name>espalier::ProfilePage</name>
    <message>
        <source>Which profile</source>
        <translation>哪个剖析</translation>
    </message>
    <message>
        <source>Speed of light</source>
        <translation>极限占比</translation>
    </message>
    <message>
        <source>Stalls</source>
        <translation>停顿</translation>
    </message>
    <message>
        <source>Instruction mix</source>
        <translation>指令构成</translation>
    </message>
    <message>
        <source>Figures</source>
        <translation>指标</translation>
    </message>
    <message>
        <source>, case %1</source>
        <translation>，算例 %1</translation>
    </message>
    <message>
        <source>Select a node to see how it fills the machine.</source>
        <translation>选择一个节点，查看它如何占满机器。</translation>
    </message>
    <message>
        <source>% of the measured roofs, by compulsory bytes and useful operations</source>
        <translation>占实测屋顶的 %，按必需字节和有用运算</translation>
    </message>
    <message>
        <source>% of peak, by counters; the kernel that took most of the time</source>
        <translation>占峰值的 %，按计数器；用时最多的内核</translation>
    </message>
    <message>
        <source>cycles that a warp waited for each instruction it issued</source>
        <translation>线程束每发射一条指令所等待的周期</translation>
    </message>
    <message>
        <source>instructions in inner loops, counted in the machine code</source>
        <translation>内层循环中的指令，按机器码计数</translation>
    </message>
    <message>
        <source>instructions of the kernel, counted in the machine code</source>
        <translation>内核的指令，按机器码计数</translation>
    </message>
    <message>
        <source>What the judge and the compiler know of #%1.</source>
        <translation>评判与编译器对 #%1 的了解。</translation>
    </message>
    <message>
        <source>#%1 was not timed, so only its code is known.</source>
        <translation>#%1 未计时，因此只知道其代码。</translation>
    </message>
    <message>
        <source>Profile by %1</source>
        <translation>由 %1 剖析</translation>
    </message>
    <message>
        <source>case %1</source>
        <translation>算例 %1</translation>
    </message>
    <message>
        <source>%1, %2 of the kernels&apos; time</source>
        <translation>%1，占内核时间的 %2</translation>
    </message>
    <message>
        <source>A run of its own: no time in it counts.</source>
        <translation>单独的一次运行：其中的时间不计。</translation>
    </message>
    <message>
        <source>It is a trace of times; it has no counters of the hardware.</source>
        <translation>这是时间跟踪；没有硬件计数器。</translation>
    </message>
    <message>
        <source>espalier profile --import FILE --format ncu %1</source>
        <translation>espalier profile --import FILE --format ncu %1</translation>
    </message>
    <message>
        <source>No profile was recorded for this node. With Nsight Compute here, run
espalier profile %1
or read a recorded one:
%2</source>
        <translation>此节点没有录制剖析。若此处有 Nsight Compute，请运行
espalier profile %1
或读取已录制的：
%2</translation>
    </message>
    <message>
        <source>No hardware counters: this machine gave the judge none, and no profile was recorded for this node. A recorded one is read with
%1</source>
        <translation>没有硬件计数器：此机器没有提供给评判，此节点也没有录制剖析。读取已录制的剖析：
%1</translation>
    </message>
    <message>
        <source>Occupancy %1 % of %2 % possible%3</source>
        <translation>占用率 %1 %，可能的上限为 %2 %%3</translation>
    </message>
    <message>
        <source>: %1</source>
        <translation>：%1</translation>
    </message>
    <message>
        <source>%1 blocks of %2 threads, %3 registers a thread, %4 bytes of shared memory a block, %5 waves</source>
        <translation>%1 个块，每块 %2 个线程，每线程 %3 个寄存器，每块 %4 字节共享内存，%5 波</translation>
    </message>
    <message>
        <source>Profile</source>
        <translation>剖析</translation>
    </message>
</context>
<context>
    <name>espalier::ProgressChart</name>
    <message>
        <source>Best so far, low end of the 99 % interval</source>
        <translation>迄今最佳，99 % 区间的下限</translation>
    </message>
    <message>
        <source>speedup over the fastest baseline, log; band: the interval; points: every correct node</source>
        <translation>相对最快基线的加速比，对数；色带：区间；点：每个正确的节点</translation>
    </message>
    <message>
        <source>step</source>
        <translation>步</translation>
    </message>
    <message>
        <source>The first correct node starts this chart.</source>
        <translation>第一个正确的节点出现后开始绘制此图。</translation>
    </message>
    <message>
        <source>Best at step %1: %2</source>
        <translation>第 %1 步的最佳：%2</translation>
    </message>
    <message>
        <source>Minutes</source>
        <translation>分钟</translation>
    </message>
    <message>
        <source>Against minutes since the search began, pauses included, instead of steps</source>
        <translation>以搜索开始后的分钟数（含暂停）代替步数</translation>
    </message>
    <message>
        <source>minutes</source>
        <translation>分钟</translation>
    </message>
    <message>
        <source>Best after %L1 min: %2</source>
        <translation>%L1 分钟后的最佳：%2</translation>
    </message>
    <message>
        <source>node</source>
        <translation>节点</translation>
    </message>
    <message>
        <source>speedup</source>
        <translation>加速比</translation>
    </message>
    <message>
        <source>interval low</source>
        <translation>区间下限</translation>
    </message>
    <message>
        <source>interval high</source>
        <translation>区间上限</translation>
    </message>
    <message>
        <source>best so far, low end</source>
        <translation>迄今最佳，下限</translation>
    </message>
</context>
<context>
    <name>espalier::ReasonField</name>
    <message>
        <source>Reason</source>
        <translation>原因</translation>
    </message>
</context>
<context>
    <name>espalier::RemarkDialog</name>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Ctrl+Return</source>
        <translation>Ctrl+Return</translation>
    </message>
</context>
<context>
    <name>espalier::ReplayBar</name>
    <message>
        <source>Replay</source>
        <translation>回放</translation>
    </message>
    <message>
        <source>Speed of the replay</source>
        <translation>回放速度</translation>
    </message>
    <message>
        <source>node %1 of %2 · step %3 · %4 · best %5</source>
        <translation>节点 %1 / %2 · 第 %3 步 · %4 · 最佳 %5</translation>
    </message>
    <message numerus="yes">
        <source>%n nodes/s</source>
        <translation>
            <numerusform>%n 节点/秒</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>espalier::ReviewGutter</name>
    <message>
        <source>Only lines of the node&apos;s source and of its parent&apos;s can be commented on; compare it with its parent.</source>
        <translation>只能评论此节点及其父节点源码的行；请将其与父节点比较。</translation>
    </message>
    <message>
        <source>It stays with this line in the nodes that grow from here.</source>
        <translation>在由此生长的节点中，它会跟随这一行。</translation>
    </message>
    <message>
        <source>A line of the parent that this node took out or changed.</source>
        <translation>此节点删除或更改的父节点的一行。</translation>
    </message>
    <message>
        <source>Comment on line %1 of #%2</source>
        <translation>评论 #%2 的第 %1 行</translation>
    </message>
    <message>
        <source>Comment</source>
        <translation>评论</translation>
    </message>
</context>
<context>
    <name>espalier::ReviewPage</name>
    <message>
        <source>Checklist</source>
        <translation>检查清单</translation>
    </message>
    <message>
        <source>Build it with the address, undefined-behaviour and thread sanitizers and run it once</source>
        <translation>用地址、未定义行为和线程检测器构建并运行一次</translation>
    </message>
    <message>
        <source>Note</source>
        <translation>备注</translation>
    </message>
    <message>
        <source>Review</source>
        <translation>审阅</translation>
    </message>
    <message>
        <source>Filled when the node has been read.</source>
        <translation>读取节点后填写。</translation>
    </message>
    <message>
        <source>%1 of %2 yes; nothing keeps it from approval.</source>
        <translation>%2 项中 %1 项为是；没有什么妨碍批准。</translation>
    </message>
    <message numerus="yes">
        <source>%1 of %2 yes; %n to see to, or to give a reason for, before it is approved.</source>
        <translation>
            <numerusform>%2 项中 %1 项为是；批准前还有 %n 项需处理或说明理由。</numerusform>
        </translation>
    </message>
    <message>
        <source>Sanitizers run…</source>
        <translation>检测器正在运行…</translation>
    </message>
    <message>
        <source>Run sanitizers</source>
        <translation>运行检测器</translation>
    </message>
</context>
<context>
    <name>espalier::ReviewSteps</name>
    <message>
        <source>Propose</source>
        <translation>提议</translation>
    </message>
    <message>
        <source>Hand this node in for review</source>
        <translation>提交此节点以供审阅</translation>
    </message>
    <message>
        <source>Begin review</source>
        <translation>开始审阅</translation>
    </message>
    <message>
        <source>Say that you look at it</source>
        <translation>表明您正在查看</translation>
    </message>
    <message>
        <source>Approve</source>
        <translation>批准</translation>
    </message>
    <message>
        <source>Where the checklist is not clean, with a reason</source>
        <translation>检查清单有问题时需说明理由</translation>
    </message>
    <message>
        <source>Reject…</source>
        <translation>拒绝…</translation>
    </message>
    <message>
        <source>With a reason</source>
        <translation>需说明理由</translation>
    </message>
    <message>
        <source>Withdraw</source>
        <translation>撤回</translation>
    </message>
    <message>
        <source>Take it out of review</source>
        <translation>退出审阅</translation>
    </message>
    <message>
        <source>Bookmark</source>
        <translation>书签</translation>
    </message>
    <message>
        <source>Mark this node to find it again (K)</source>
        <translation>标记此节点以便再次找到（K）</translation>
    </message>
    <message>
        <source>No node selected</source>
        <translation>未选择节点</translation>
    </message>
    <message>
        <source>Not in review</source>
        <translation>不在审阅中</translation>
    </message>
    <message>
        <source>Review again</source>
        <translation>再次审阅</translation>
    </message>
    <message>
        <source>Approve…</source>
        <translation>批准…</translation>
    </message>
    <message>
        <source>the node has not been read yet</source>
        <translation>尚未读取该节点</translation>
    </message>
    <message>
        <source>Approve #%1 all the same</source>
        <translation>仍然批准 #%1</translation>
    </message>
    <message>
        <source>The checklist is not clean: %1. Why is it good enough? The reason stays with the approval.</source>
        <translation>检查清单有问题：%1。为什么仍足够好？理由会随批准保存。</translation>
    </message>
    <message>
        <source>Reject #%1</source>
        <translation>拒绝 #%1</translation>
    </message>
    <message>
        <source>Why? Whoever wrote it should learn from it.</source>
        <translation>为什么？编写者应能从中学习。</translation>
    </message>
    <message>
        <source>Reject</source>
        <translation>拒绝</translation>
    </message>
</context>
<context>
    <name>espalier::RooflineChart</name>
    <message>
        <source>Roofline</source>
        <translation>屋顶线</translation>
    </message>
    <message>
        <source>operations per byte</source>
        <translation>每字节运算数</translation>
    </message>
    <message>
        <source>GFLOP/s</source>
        <translation>GFLOP/s</translation>
    </message>
    <message>
        <source>Select a correct node to see how near it comes to what the machine can do.</source>
        <translation>选择一个正确的节点，查看它离机器极限有多近。</translation>
    </message>
    <message>
        <source>%1  %L2 GB/s</source>
        <translation>%1  %L2 GB/s</translation>
    </message>
    <message>
        <source>All nodes</source>
        <translation>所有节点</translation>
    </message>
    <message>
        <source>Show every correct node of the session as a faint square</source>
        <translation>以浅色方块显示会话中每个正确的节点</translation>
    </message>
    <message>
        <source>judged on %1, whose roofs are not here</source>
        <translation>在 %1 上评判，其屋顶不在此处</translation>
    </message>
    <message>
        <source>the machine&apos;s roofs are not measured yet</source>
        <translation>此机器的屋顶尚未测量</translation>
    </message>
    <message>
        <source>only what is bound by %1; click the roof again for all</source>
        <translation>仅受 %1 限制的；再次点击屋顶显示全部</translation>
    </message>
    <message>
        <source>%1; points: lineage; rings: this node on each memory level</source>
        <translation>%1；点：谱系；圆环：此节点在各级内存上的位置</translation>
    </message>
    <message>
        <source>%1; hollow: baseline %2</source>
        <translation>%1；空心：基线 %2</translation>
    </message>
    <message>
        <source>%1  %L2 GFLOP/s</source>
        <translation>%1  %L2 GFLOP/s</translation>
    </message>
    <message>
        <source>%1: %L2 GB/s</source>
        <translation>%1：%L2 GB/s</translation>
    </message>
    <message>
        <source>%1: %L2 GFLOP/s</source>
        <translation>%1：%L2 GFLOP/s</translation>
    </message>
    <message>
        <source>Click to see only what is bound by it</source>
        <translation>点击只显示受其限制的</translation>
    </message>
    <message>
        <source>kind</source>
        <translation>种类</translation>
    </message>
    <message>
        <source>name</source>
        <translation>名称</translation>
    </message>
    <message>
        <source>GB/s</source>
        <translation>GB/s</translation>
    </message>
    <message>
        <source>speedup</source>
        <translation>加速比</translation>
    </message>
    <message>
        <source>interval low</source>
        <translation>区间下限</translation>
    </message>
    <message>
        <source>interval high</source>
        <translation>区间上限</translation>
    </message>
    <message>
        <source>ms</source>
        <translation>毫秒</translation>
    </message>
    <message>
        <source>bound</source>
        <translation>限制</translation>
    </message>
    <message>
        <source>share of the roof</source>
        <translation>屋顶占比</translation>
    </message>
    <message>
        <source>roof</source>
        <translation>屋顶</translation>
    </message>
    <message>
        <source>level</source>
        <translation>层级</translation>
    </message>
    <message>
        <source>lineage</source>
        <translation>谱系</translation>
    </message>
    <message>
        <source>node</source>
        <translation>节点</translation>
    </message>
    <message>
        <source>baseline</source>
        <translation>基线</translation>
    </message>
    <message>
        <source>%1, measured roofs, dashed: theoretical ones</source>
        <translation>%1，实测屋顶，虚线为理论值</translation>
    </message>
    <message>
        <source>%1, measured roofs, theoretical ones unknown</source>
        <translation>%1，实测屋顶，理论值未知</translation>
    </message>
    <message>
        <source>%1; diamond: %2</source>
        <translation>%1；菱形：%2</translation>
    </message>
    <message>
        <source>against the marked baseline</source>
        <translation>对比标记的基线</translation>
    </message>
    <message>
        <source>marked baseline</source>
        <translation>标记的基线</translation>
    </message>
</context>
<context>
    <name>espalier::RunnerLauncher</name>
    <message>
        <source>A search of this window is still running; stop it before starting another.</source>
        <translation>此窗口的一个搜索仍在运行；请先停止它再开始另一个。</translation>
    </message>
</context>
<context>
    <name>espalier::SanitizerRunner</name>
    <message>
        <source>The sanitizers had ended before they could be stopped.</source>
        <translation>检测器在能够停止之前已经结束。</translation>
    </message>
    <message>
        <source>The sanitizers run on #%1…</source>
        <translation>正在对 #%1 运行检测器…</translation>
    </message>
    <message>
        <source>The sanitizers are being stopped; nothing is recorded of them.</source>
        <translation>正在停止检测器；不会记录其任何结果。</translation>
    </message>
</context>
<context>
    <name>espalier::SessionList</name>
    <message>
        <source>Sessions</source>
        <translation>会话</translation>
    </message>
    <message>
        <source>No sessions yet. Start a search with Ctrl+N.</source>
        <translation>还没有会话。按 Ctrl+N 开始搜索。</translation>
    </message>
</context>
<context>
    <name>espalier::SessionsModel</name>
    <message>
        <source>%1, %2, best %3</source>
        <translation>%1，%2，最佳 %3</translation>
    </message>
    <message>
        <source>Session %1: %2, %3</source>
        <translation>会话 %1：%2，%3</translation>
    </message>
</context>
<context>
    <name>espalier::SettingsDialog</name>
    <message>
        <source>Nothing glides, fades or blinks</source>
        <translation>没有滑动、淡入淡出或闪烁</translation>
    </message>
    <message>
        <source>Settings</source>
        <translation>设置</translation>
    </message>
    <message>
        <source>As the desktop</source>
        <translation>跟随桌面</translation>
    </message>
    <message>
        <source>Light</source>
        <translation>浅色</translation>
    </message>
    <message>
        <source>Dark</source>
        <translation>深色</translation>
    </message>
    <message>
        <source>High contrast</source>
        <translation>高对比度</translation>
    </message>
    <message>
        <source> pt</source>
        <translation> 磅</translation>
    </message>
    <message>
        <source>the standard folder</source>
        <translation>标准文件夹</translation>
    </message>
    <message>
        <source>Choose…</source>
        <translation>选择…</translation>
    </message>
    <message>
        <source>Theme</source>
        <translation>主题</translation>
    </message>
    <message>
        <source>Size of text</source>
        <translation>文字大小</translation>
    </message>
    <message>
        <source>Language</source>
        <translation>语言</translation>
    </message>
    <message>
        <source>Reduced motion</source>
        <translation>减少动效</translation>
    </message>
    <message>
        <source>Usual store</source>
        <translation>常用存储</translation>
    </message>
    <message>
        <source>Size of text, language and store are those of the next start.</source>
        <translation>文字大小、语言和存储在下次启动时生效。</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>保存</translation>
    </message>
</context>
<context>
    <name>espalier::ShortcutEditor</name>
    <message>
        <source>Usual keys</source>
        <translation>默认按键</translation>
    </message>
    <message>
        <source>No keys</source>
        <translation>无按键</translation>
    </message>
    <message>
        <source>Keyboard shortcuts</source>
        <translation>键盘快捷键</translation>
    </message>
    <message>
        <source>Find a command</source>
        <translation>查找命令</translation>
    </message>
    <message>
        <source>Command</source>
        <translation>命令</translation>
    </message>
    <message>
        <source>Keys</source>
        <translation>按键</translation>
    </message>
    <message>
        <source>Commands and their keys</source>
        <translation>命令及其按键</translation>
    </message>
    <message>
        <source>All usual keys</source>
        <translation>全部默认按键</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>保存</translation>
    </message>
    <message>
        <source>New keys of the command</source>
        <translation>该命令的新按键</translation>
    </message>
    <message>
        <source>Keys of “%1”</source>
        <translation>“%1”的按键</translation>
    </message>
    <message>
        <source>%1 is the key of both “%2” and “%3”. Give one of them other keys.</source>
        <translation>%1 同时是“%2”和“%3”的按键。请给其中一个换上别的按键。</translation>
    </message>
    <message>
        <source>No command and no key is called so.</source>
        <translation>没有这样的命令或按键。</translation>
    </message>
</context>
<context>
    <name>espalier::SideChooser</name>
    <message>
        <source>Compare against</source>
        <translation>比较对象</translation>
    </message>
    <message>
        <source>What the node is compared with: choose, or type a node&apos;s number</source>
        <translation>与该节点比较的对象：选择，或输入节点编号</translation>
    </message>
    <message>
        <source>This is the best node.</source>
        <translation>这就是最佳节点。</translation>
    </message>
    <message>
        <source>No node is correct yet, so there is no best one.</source>
        <translation>还没有正确的节点，因此没有最佳节点。</translation>
    </message>
    <message>
        <source>This is the baseline.</source>
        <translation>这就是基线。</translation>
    </message>
    <message>
        <source>No baseline is marked. Select a node and press Ctrl+B.</source>
        <translation>没有标记基线。请选择一个节点并按 Ctrl+B。</translation>
    </message>
    <message>
        <source>This is that node itself.</source>
        <translation>这就是该节点本身。</translation>
    </message>
    <message>
        <source>This is the plain seed: it has no parent.</source>
        <translation>这是朴素种子：它没有父节点。</translation>
    </message>
    <message>
        <source>parent</source>
        <translation>父节点</translation>
    </message>
    <message>
        <source>plain seed</source>
        <translation>朴素种子</translation>
    </message>
    <message>
        <source>best</source>
        <translation>最佳</translation>
    </message>
    <message>
        <source>baseline</source>
        <translation>基线</translation>
    </message>
    <message>
        <source>pinned</source>
        <translation>已固定</translation>
    </message>
    <message>
        <source>There is no node #%1 in this session.</source>
        <translation>此会话中没有节点 #%1。</translation>
    </message>
</context>
<context>
    <name>espalier::SpendChart</name>
    <message>
        <source>Spend</source>
        <translation>开销</translation>
    </message>
    <message>
        <source>step</source>
        <translation>步</translation>
    </message>
    <message>
        <source>Evaluations</source>
        <translation>评判次数</translation>
    </message>
    <message>
        <source>Seconds of judging</source>
        <translation>评判秒数</translation>
    </message>
    <message>
        <source>Tokens</source>
        <translation>词元</translation>
    </message>
    <message>
        <source>Money</source>
        <translation>费用</translation>
    </message>
    <message>
        <source>What is summed up</source>
        <translation>累计的内容</translation>
    </message>
    <message numerus="yes">
        <source>%n evaluations</source>
        <translation>
            <numerusform>%n 次评判</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 of judging</source>
        <translation>评判 %1</translation>
    </message>
    <message>
        <source>%L1 tokens</source>
        <translation>%L1 个词元</translation>
    </message>
    <message>
        <source>%L1 US dollars</source>
        <translation>%L1 美元</translation>
    </message>
    <message>
        <source>evaluations</source>
        <translation>评判次数</translation>
    </message>
    <message>
        <source>seconds</source>
        <translation>秒</translation>
    </message>
    <message>
        <source>tokens</source>
        <translation>词元</translation>
    </message>
    <message>
        <source>US dollars</source>
        <translation>美元</translation>
    </message>
    <message>
        <source>summed over the steps</source>
        <translation>按步累计</translation>
    </message>
    <message>
        <source>so far: %1</source>
        <translation>迄今：%1</translation>
    </message>
    <message>
        <source>No model was paid for anything in this session.</source>
        <translation>此会话没有为任何模型付费。</translation>
    </message>
    <message>
        <source>Nothing was spent yet.</source>
        <translation>尚无开销。</translation>
    </message>
    <message>
        <source>by step %1: %2</source>
        <translation>到第 %1 步：%2</translation>
    </message>
    <message>
        <source>%1 before #%2 was found</source>
        <translation>在找到 #%2 之前%1</translation>
    </message>
    <message>
        <source>%1 since #%2 was found</source>
        <translation>自找到 #%2 以来%1</translation>
    </message>
</context>
<context>
    <name>espalier::SteerBar</name>
    <message>
        <source>Policy</source>
        <translation>策略</translation>
    </message>
    <message>
        <source>Mix</source>
        <translation>混合</translation>
    </message>
    <message>
        <source>Memory</source>
        <translation>记忆</translation>
    </message>
    <message>
        <source>by policy</source>
        <translation>按策略</translation>
    </message>
    <message>
        <source>Chosen for every candidate by what its parent&apos;s children brought</source>
        <translation>按父节点的子节点带来的结果为每个候选选择</translation>
    </message>
    <message>
        <source>The way from the seed, the siblings and what failed</source>
        <translation>从种子来的路径、兄弟节点和失败的内容</translation>
    </message>
    <message>
        <source>The siblings and what failed, without the way from the seed</source>
        <translation>兄弟节点和失败的内容，不含从种子来的路径</translation>
    </message>
    <message>
        <source>As inherit, with a second good node to be merged</source>
        <translation>同 inherit，另加第二个好节点以供合并</translation>
    </message>
    <message>
        <source>Nothing of the past</source>
        <translation>不含过去的内容</translation>
    </message>
    <message>
        <source>model</source>
        <translation>模型</translation>
    </message>
</context>
<context>
    <name>espalier::SteerButton</name>
    <message>
        <source>%1 · pending…</source>
        <translation>%1 · 等待中…</translation>
    </message>
</context>
<context>
    <name>espalier::SteerDesk</name>
    <message>
        <source>Veto a skill</source>
        <translation>否决一个技巧</translation>
    </message>
    <message>
        <source>Lift the veto on %1</source>
        <translation>解除对 %1 的否决</translation>
    </message>
    <message>
        <source>Never apply %1</source>
        <translation>绝不应用 %1</translation>
    </message>
    <message>
        <source>Memory…</source>
        <translation>记忆…</translation>
    </message>
    <message>
        <source>With a reason</source>
        <translation>附理由</translation>
    </message>
    <message>
        <source>%1…</source>
        <translation>%1…</translation>
    </message>
</context>
<context>
    <name>espalier::SteerDialog</name>
    <message numerus="yes">
        <source>%1, %n nodes</source>
        <translation>
            <numerusform>%1，%n 个节点</numerusform>
        </translation>
    </message>
    <message>
        <source>optional; kept in the steering log</source>
        <translation>可选；保存在操控日志中</translation>
    </message>
    <message>
        <source>&amp;Reason</source>
        <translation>理由(&amp;R)</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Factor on this subtree&apos;s chance of being chosen; 1 is as before</source>
        <translation>此子树被选中机会的系数；1 为不变</translation>
    </message>
    <message>
        <source>&amp;Factor</source>
        <translation>系数(&amp;F)</translation>
    </message>
    <message>
        <source>They are grown here before anything else</source>
        <translation>它们先于其他在此生长</translation>
    </message>
    <message>
        <source>&amp;Children</source>
        <translation>子节点(&amp;C)</translation>
    </message>
    <message>
        <source>as the node has it</source>
        <translation>与节点相同</translation>
    </message>
    <message>
        <source>by policy</source>
        <translation>按策略</translation>
    </message>
    <message>
        <source>&amp;Memory</source>
        <translation>记忆(&amp;M)</translation>
    </message>
    <message>
        <source>Advice for every candidate grown below; empty clears it</source>
        <translation>给其下生成的每个候选的建议；留空则清除</translation>
    </message>
    <message>
        <source>Advice for these children alone; optional</source>
        <translation>仅给这些子节点的建议；可选</translation>
    </message>
    <message>
        <source>&amp;Hint</source>
        <translation>提示(&amp;H)</translation>
    </message>
</context>
<context>
    <name>espalier::SteerPopover</name>
    <message>
        <source>Apply</source>
        <translation>应用</translation>
    </message>
    <message>
        <source>Reason, optional</source>
        <translation>理由，可选</translation>
    </message>
</context>
<context>
    <name>espalier::Steering</name>
    <message>
        <source>Prune</source>
        <translation>剪除</translation>
    </message>
    <message>
        <source>Restore</source>
        <translation>恢复</translation>
    </message>
    <message>
        <source>Pin</source>
        <translation>固定</translation>
    </message>
    <message>
        <source>Unpin</source>
        <translation>取消固定</translation>
    </message>
    <message>
        <source>Boost</source>
        <translation>加权</translation>
    </message>
    <message>
        <source>Expand</source>
        <translation>扩展</translation>
    </message>
    <message>
        <source>Hint</source>
        <translation>提示</translation>
    </message>
    <message>
        <source>Memory</source>
        <translation>记忆</translation>
    </message>
    <message>
        <source>Add</source>
        <translation>添加</translation>
    </message>
    <message>
        <source>Pause</source>
        <translation>暂停</translation>
    </message>
    <message>
        <source>Resume</source>
        <translation>继续</translation>
    </message>
    <message>
        <source>Step</source>
        <translation>单步</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>停止</translation>
    </message>
    <message>
        <source>Note at</source>
        <translation>备注于</translation>
    </message>
    <message>
        <source>Bookmark</source>
        <translation>书签</translation>
    </message>
    <message>
        <source>Take the bookmark off</source>
        <translation>移除书签</translation>
    </message>
    <message>
        <source>Propose</source>
        <translation>提议</translation>
    </message>
    <message>
        <source>Begin the review of</source>
        <translation>开始审阅</translation>
    </message>
    <message>
        <source>Approve</source>
        <translation>批准</translation>
    </message>
    <message>
        <source>Reject</source>
        <translation>拒绝</translation>
    </message>
    <message>
        <source>Withdraw</source>
        <translation>撤回</translation>
    </message>
    <message>
        <source>Comment on</source>
        <translation>评论</translation>
    </message>
    <message>
        <source>Resolve a comment on</source>
        <translation>解决评论</translation>
    </message>
    <message>
        <source>Reopen a comment on</source>
        <translation>重新打开评论</translation>
    </message>
    <message>
        <source>Sanitize</source>
        <translation>检测</translation>
    </message>
    <message>
        <source>Policy</source>
        <translation>策略</translation>
    </message>
    <message>
        <source>Mix</source>
        <translation>混合</translation>
    </message>
    <message>
        <source>Budget</source>
        <translation>预算</translation>
    </message>
    <message>
        <source>Veto</source>
        <translation>否决</translation>
    </message>
    <message>
        <source>Lift veto</source>
        <translation>解除否决</translation>
    </message>
    <message>
        <source>Grow only at</source>
        <translation>只生长于</translation>
    </message>
    <message>
        <source>Grow anywhere</source>
        <translation>任意处生长</translation>
    </message>
    <message>
        <source>Pause lane</source>
        <translation>暂停通道</translation>
    </message>
    <message>
        <source>Resume lane</source>
        <translation>继续通道</translation>
    </message>
    <message numerus="yes">
        <source>%1, %n commands</source>
        <translation>
            <numerusform>%1，%n 条命令</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>espalier::SteeringDialog</name>
    <message>
        <source>Steps</source>
        <translation>步数</translation>
    </message>
    <message>
        <source>Minutes of searching</source>
        <translation>搜索分钟数</translation>
    </message>
    <message>
        <source>Until a speedup of</source>
        <translation>直到加速比达到</translation>
    </message>
    <message>
        <source>Steps without a new best</source>
        <translation>没有新最佳的步数</translation>
    </message>
    <message>
        <source>Tokens</source>
        <translation>词元</translation>
    </message>
    <message>
        <source>Dollars</source>
        <translation>美元</translation>
    </message>
    <message>
        <source>Evaluations</source>
        <translation>评判次数</translation>
    </message>
    <message>
        <source>Device minutes</source>
        <translation>设备分钟数</translation>
    </message>
    <message>
        <source>Candidates in flight</source>
        <translation>进行中的候选数</translation>
    </message>
    <message>
        <source>Budgets and vetoes</source>
        <translation>预算与否决</translation>
    </message>
    <message>
        <source>optional; kept in the steering log</source>
        <translation>可选；保存在操控日志中</translation>
    </message>
    <message>
        <source>What the session has used so far counts. Changes hold from the search&apos;s next step.</source>
        <translation>会话迄今的用量计算在内。更改从搜索的下一步起生效。</translation>
    </message>
    <message>
        <source>&amp;Reason</source>
        <translation>理由(&amp;R)</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Apply</source>
        <translation>应用</translation>
    </message>
    <message>
        <source>May use</source>
        <translation>可以使用</translation>
    </message>
    <message>
        <source>no limit</source>
        <translation>无限制</translation>
    </message>
    <message>
        <source>pending…</source>
        <translation>等待中…</translation>
    </message>
    <message>
        <source>changed</source>
        <translation>已更改</translation>
    </message>
    <message>
        <source>Never apply</source>
        <translation>绝不应用</translation>
    </message>
    <message>
        <source>Vetoed skills and techniques</source>
        <translation>已否决的技巧与技术</translation>
    </message>
    <message>
        <source>a skill, or a technique such as vector</source>
        <translation>一个技巧，或 vector 之类的技术</translation>
    </message>
    <message>
        <source>Skill or technique to veto</source>
        <translation>要否决的技巧或技术</translation>
    </message>
    <message>
        <source>Veto</source>
        <translation>否决</translation>
    </message>
    <message>
        <source>Lift</source>
        <translation>解除</translation>
    </message>
    <message>
        <source>Allow the selected one again</source>
        <translation>再次允许所选项</translation>
    </message>
</context>
<context>
    <name>espalier::SteeringLog</name>
    <message>
        <source>Steering log</source>
        <translation>操控日志</translation>
    </message>
    <message>
        <source>Steering commands, the newest first</source>
        <translation>操控命令，最新的在前</translation>
    </message>
    <message>
        <source>Take back</source>
        <translation>收回</translation>
    </message>
    <message>
        <source>Give the command that leads back to how it was before this one</source>
        <translation>发出使状态回到此命令之前的命令</translation>
    </message>
    <message>
        <source>Nobody has steered this session yet.</source>
        <translation>还没有人操控此会话。</translation>
    </message>
    <message>
        <source>The search has taken up every command.</source>
        <translation>搜索已采纳每条命令。</translation>
    </message>
    <message numerus="yes">
        <source>%n commands wait for the session to be resumed.</source>
        <translation>
            <numerusform>%n 条命令等待会话继续。</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n commands wait for the search&apos;s next step.</source>
        <translation>
            <numerusform>%n 条命令等待搜索的下一步。</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>espalier::Timeline</name>
    <message>
        <source>Time line</source>
        <translation>时间线</translation>
    </message>
    <message>
        <source>The session from its first node to its last; drag to go to a moment</source>
        <translation>会话从第一个节点到最后一个节点；拖动可转到某一时刻</translation>
    </message>
    <message>
        <source>node %1 of %2, best %3</source>
        <translation>节点 %1 / %2，最佳 %3</translation>
    </message>
</context>
<context>
    <name>espalier::TopBar</name>
    <message>
        <source>Search nodes   /</source>
        <translation>搜索节点   /</translation>
    </message>
    <message>
        <source>Search nodes</source>
        <translation>搜索节点</translation>
    </message>
    <message>
        <source>Espalier</source>
        <translation>Espalier</translation>
    </message>
    <message>
        <source>no session open</source>
        <translation>没有打开的会话</translation>
    </message>
    <message>
        <source>%1 · session %2 · %3</source>
        <translation>%1 · 会话 %2 · %3</translation>
    </message>
    <message numerus="yes">
        <source>%1 of %n steps</source>
        <translation>
            <numerusform>第 %1 步，共 %n 步</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n steps</source>
        <translation>
            <numerusform>%n 步</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 left</source>
        <translation>剩余 %1</translation>
    </message>
    <message numerus="yes">
        <source>%n candidates/min</source>
        <translation>
            <numerusform>%n 个候选/分</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>espalier::TreeCanvas</name>
    <message>
        <source>Search tree</source>
        <translation>搜索树</translation>
    </message>
    <message numerus="yes">
        <source>%1, %n children</source>
        <translation>
            <numerusform>%1，%n 个子节点</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 below #%2; click to open</source>
        <translation>#%2 之下 %1；点击展开</translation>
    </message>
    <message>
        <source>On the way from #%1: %2</source>
        <translation>来自 #%1 的进行中候选：%2</translation>
    </message>
    <message>
        <source>Hint: %1</source>
        <translation>提示：%1</translation>
    </message>
    <message>
        <source>A command waits for the search to take it up.</source>
        <translation>有一条命令等待搜索采纳。</translation>
    </message>
    <message>
        <source>The plain seed is being judged; the tree starts with it.</source>
        <translation>正在评判朴素种子；树从它开始。</translation>
    </message>
    <message>
        <source>Choose a session on the left, or start a search with Ctrl+N.</source>
        <translation>在左侧选择一个会话，或按 Ctrl+N 开始搜索。</translation>
    </message>
    <message numerus="yes">
        <source>%n nodes selected</source>
        <translation>
            <numerusform>已选择 %n 个节点</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>espalier::TreePane</name>
    <message>
        <source>Outline of the search tree</source>
        <translation>搜索树的大纲</translation>
    </message>
    <message>
        <source>Tree</source>
        <translation>树</translation>
    </message>
    <message numerus="yes">
        <source>%n nodes</source>
        <translation>
            <numerusform>%n 个节点</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n shown</source>
        <translation>
            <numerusform>显示 %n 个</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n in flight</source>
        <translation>
            <numerusform>进行中 %n 个</numerusform>
        </translation>
    </message>
    <message>
        <source>Arrow keys walk the tree, B goes to the best node, Space folds, / searches.</source>
        <translation>方向键在树中移动，B 转到最佳节点，空格折叠，/ 搜索。</translation>
    </message>
    <message>
        <source>#%1 was merged from #%2 and #%3</source>
        <translation>#%1 由 #%2 和 #%3 合并而成</translation>
    </message>
    <message>
        <source>#%1 was grown from #%2</source>
        <translation>#%1 生长自 #%2</translation>
    </message>
    <message>
        <source>#0 is the plain seed: every other node descends from it.</source>
        <translation>#0 是朴素种子：其他每个节点都由它衍生。</translation>
    </message>
    <message numerus="yes">
        <source>%n selected</source>
        <translation>
            <numerusform>已选择 %n 个</numerusform>
        </translation>
    </message>
    <message>
        <source>Follow</source>
        <translation>跟随</translation>
    </message>
    <message>
        <source>Select the best or the newest node as the search finds it</source>
        <translation>在搜索找到时选择最佳或最新节点</translation>
    </message>
    <message numerus="yes">
        <source>%n match</source>
        <translation>
            <numerusform>%n 个匹配</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>espalier::WelcomePage</name>
    <message>
        <source>Welcome</source>
        <translation>欢迎</translation>
    </message>
    <message>
        <source>Espalier</source>
        <translation>Espalier</translation>
    </message>
    <message>
        <source>Watch, steer and review a search for faster kernels. Start one on a task, or open what was recorded.</source>
        <translation>观察、操控和审阅对更快内核的搜索。对一个任务开始搜索，或打开已录制的内容。</translation>
    </message>
    <message>
        <source>Recent sessions</source>
        <translation>最近的会话</translation>
    </message>
    <message>
        <source>Examples</source>
        <translation>示例</translation>
    </message>
    <message>
        <source>This machine</source>
        <translation>此机器</translation>
    </message>
    <message>
        <source>None yet. The first one takes a minute: Ctrl+N.</source>
        <translation>还没有。第一个只需一分钟：Ctrl+N。</translation>
    </message>
    <message>
        <source>None is installed.</source>
        <translation>没有安装示例。</translation>
    </message>
    <message>
        <source>searches here</source>
        <translation>可在此搜索</translation>
    </message>
    <message>
        <source>espalier doctor on the command line says more, and what to install.</source>
        <translation>命令行中的 espalier doctor 会给出更多信息以及需要安装什么。</translation>
    </message>
</context>
<context>
    <name>espalier::Windows</name>
    <message>
        <source>The folder of a store; a new one is made</source>
        <translation>存储的文件夹；新文件夹会被创建</translation>
    </message>
    <message>
        <source>The settings could not be understood, so they are those of a new window. What was there is kept in %1.</source>
        <translation>无法理解设置，因此使用新窗口的设置。原有内容保存在 %1。</translation>
    </message>
    <message>
        <source>The settings in %1 are of a later version or not readable. They are left alone; what you choose now lasts until the program ends.</source>
        <translation>%1 中的设置属于更新的版本或无法读取。它们保持原样；您现在的选择只在程序结束前有效。</translation>
    </message>
</context>
<context>
    <name>espalier::WorkBar</name>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Cancel: %1</source>
        <translation>取消：%1</translation>
    </message>
</context>
<context>
    <name>espalier::reviewtext</name>
    <message>
        <source>proposed</source>
        <translation>已提议</translation>
    </message>
    <message>
        <source>in review</source>
        <translation>审阅中</translation>
    </message>
    <message>
        <source>approved</source>
        <translation>已批准</translation>
    </message>
    <message>
        <source>rejected</source>
        <translation>已拒绝</translation>
    </message>
    <message>
        <source>%1 by %2, %3</source>
        <translation>%1，%2，%3</translation>
    </message>
    <message>
        <source>bookmarked</source>
        <translation>已加书签</translation>
    </message>
    <message>
        <source>yes</source>
        <translation>是</translation>
    </message>
    <message>
        <source>no</source>
        <translation>否</translation>
    </message>
    <message>
        <source>unknown</source>
        <translation>未知</translation>
    </message>
</context>
</TS>
