/** What several words of a question say together, in single words that the synonyms know. */

/**
 * Some of those words are made up for this: “asking”, “maythey”, “whocan”, “whatcan”, “keyvalue”, “setto”, “actor”, “unwanted”.
 * The lines are applied in order: the first see the question as it was asked. Documents never come here. Repetitions
 * are bounded, since a question may be long.
 */
export const PHRASES: readonly (readonly [RegExp, string])[] = [
  // Values, and what their form says they are: keys, addresses, labels; names and ids say nothing.
  [/\bAKLT\w*/g, " access key "],
  [/\b\d{1,3}(?:\.\d{1,3}){3}(?:\/\d+)?/g, " ip address "],
  [/\bhttps?:\/\/[^\s，。；]+|[\w.+-]{0,60}@[\w-]+(?:\.[\w-]+)+/gi, " "],
  [/\b(?:GET|POST|PUT|PATCH|DELETE|HEAD)\s+\/[^\s，。,]*|(?<![\w/])\/[a-z][\w/*{}.-]*/g, " endpoint path "],
  [
    /\b(?:[a-z0-9-]+\.)+(?!(?:csv|docx?|js|json|md|pdf|py|ts|txt|xlsx?|xml|ya?ml|zip)\b)[a-z]{2,}\b/g,
    " hostname ",
  ],
  [/[\w.-]{1,60}=[^\s,，。;；]+/g, " keyvalue "],
  [/(?<![\w-])(?:[a-z]+-)+\d+(?![\w-])/gi, " "],
  [/\b(?:called|named) (?:"[^"]*"|“[^”]*”|[\w.-]+)/gi, " "],
  [/(?:名叫|叫做|叫)\s*["“「]?[a-z][\w.-]*["”」]?/gi, " "],
  [/["“”「」『』]/g, ""],
  [/\b(?:app|customer|client|login|member)s?['’]? pools?\b/gi, "user pool"],
  [/(?:客户|会员|顾客|应用|App ?)(?:的)?池/gi, "用户池"],
  [/\bstrip(?:s|ped|ping)?\b/gi, "remove"],
  [/\bin charge of\b/gi, "head of"],
  [/归([^，。,归]{1,6}?)管(?!理)|由([^，。,由]{1,6}?)(?:负责|管(?!理))/g, "负责人"],
  [/\btak(?:e|es|ing) on\b/gi, "assume"],
  [/\bput(?= (?:\S+ ){1,4}?back\b)/gi, "restore"],
  [/\bopen(?:ed)? (?:up )?(?:to|for) (?:any|every)(?:one|body)\b/gi, "unprotect public"],
  [/(?:放开|开放|敞开)给(?:所有人|任何人|大家)|(?:对|给|向)(?:所有人|任何人)(?:开放|放开)/g, "取消鉴权"],
  [
    /\bhow many (?:people|users|customers)(?= (?:used?|were|are active|signed|logged|came|visited)\b)/gi,
    "count monthly active users",
  ],
  [/(?:多少|几个)人(?:用过|登录过|登过|活跃|在用|用了)/g, "月活"],
  [
    /([^，。,把将]{0,8}?(?:导入|任务|同步|作业|拉取)[^，。,]{0,3}?)给?(?:停[了掉止]|掐[掉了]|中断|打断)/g,
    "取消$1",
  ],
  [/把([^，。,把]{1,12}?)(?:弄|搬|导|拉|接)(?:到|进|过)(?=[^，。,]{0,8}?(?:用户池|来))/g, "导入$1"],
  [
    /([^，。,把]{0,12}?策略)从([^，。,]{1,16}?)(?:上|里|中)?(?:拿走|拿掉|去掉|移除|移走|删掉|删除|摘掉?|撤掉?)/g,
    "解绑$1 $2",
  ],
  [
    /\b(?:we|nobody|no one)(?:'re| are)? (?:no longer us(?:e|ing)|uses?(?= .*\b(?:any ?more|any longer)\b))/gi,
    "delete",
  ],
  [
    /\bstay(?:s|ing)? (?:signed|logged)[- ]in\b|\bkeep(?:s|ing)? \w+ (?:signed|logged)[- ]in\b/gi,
    "session lifetime",
  ],
  [/免登录|保持登录|不用(?:再|重新)登录?/g, "登录有效期"],
  [/\bshort[- ](?:lived|term)\b/gi, "temporary"],
  [/写[了的](?:啥|什么|哪些)/g, "查看内容"],
  [/\bam i (?:using|logged|signed|connected|calling)\b/gi, "whoami"],
  [/\bcut(?:s|ting)? off\b|\bcut(?= (?:\S+ ){1,4}?off\b)/gi, "revoke"],
  [/给([^，。,给]{1,14}?)权限(?=[^\p{L}]|$)/gu, "授权$1权限"],
  [/\bset-?ups?\b/gi, "configuration"],
  [/\bcorp ?ids?\b/gi, "wecom"],
  // Said of a state, not asked to be done.
  [
    /^\W*(?:has|have|is|are)\b(?=.*\b(?:activated|enabled|opened|(?:switched|turned) o(?:n|ff))\b)/gi,
    "asking status ",
  ],
  [/(?:开通?|启用|打开|激活)(?:了?没有?(?=[^\p{L}]|$)|没(?:开通?|启用|打开|激活)|了吗)/gu, "状态"],
  [
    /\bstart(?:s|ed|ing)? up\b|\bat (?:start-?up|launch)\b|\bwith no \w+ (?:involved|present|around)\b/gi,
    " ",
  ],
  [/\b(?:run|try|start|do|send)(?:s|ing)?(?: \S+){1,4} again\b/gi, "retry"],
  [
    /\bsign(?:s|ing)? up (?:by|for) themselves\b|\bregister(?:ing)? (?:by )?themselves\b/gi,
    "self signup registration",
  ],
  // What is not wanted.
  [/\b(?:do(?:es)?n't|do(?:es)? not|no longer) (?:want|need)\b/gi, "unwanted"],
  [/\bwithout \w+ing\b|\b(?:do not|don't|never|rather than|instead of) \w+\b/gi, " "],
  [/(?:不要|不想|不必|而不是?)(?:创建|新建|删[除掉]?|移除|停用|禁用|关闭|修改|改|动)/g, " "],
  [
    /^\W*(?:may|can|could|is|are|will|would|should)(?= (?!you\b|i\b|we\b|there\b).*\b(?:allowed|permitted|able|may|can)\b)/gi,
    "maythey",
  ],
  [/^\W*(?:may|can)(?= (?!you\b|i\b|we\b))/gi, "maythey"],
  [/\bwho(?: am|'s| is| are)? (?:i|we)\b/gi, "whoami"],
  [/^\W*new\b/gi, "create"],
  [
    /(?<=用户池|网关|身份中心|目录|空间|控制台|平台|IAM ?|账号)(?:中|内|上|里头|这边|那边|下面)(?![^，。]{0,2}?权)/gi,
    "里",
  ],
  // Who only acts: “my agent needs a key” asks for the key.
  [
    /(?:智能体|机器人|agent)(?=\s*(?:运行|启动|动手|要|想|需要|能|可以|拿|取|访问|调用|调|替|代表|用|读|手里|怎么|在))/gi,
    "actor",
  ],
  [/(?:给|让|供|替)\s*(?:智能体|机器人|agent)\s*(?=用|使用|调|读|访问)/gi, "actor"],
  // Who may do something, and what somebody may do.
  [
    /\b(?:who(?:ever)?|(?:which|what) (?:people|persons?|users|agents|bots|colleagues|employees)) (?:(?:else )?(?:can|may|could|has|have|got|gets)|(?:is|are) (?:able|allowed|permitted) to)(?: access(?: to| on)?| get (?:at|to|into)| (?:see|read|open|reach|view|touch|enter|edit)| (?:any |all )?(?:rights?|permissions?)(?: on| to| for)?)(?: to)?\b/gi,
    "whocan",
  ],
  [
    /\bwhich (?!accounts?|roles?|ips?|addresses)\w+(?= (?:can|may|could) (?!i\b|you\b|we\b)(?:\S+ ){1,5}?(?:run|touch|access|reach|see|open|read|use)\b)/gi,
    "whatcan",
  ],
  [
    /\bwhat (?:all )?(?:can|may|could|is|are)(?= (?!you\b|i\b|we\b)(?:\S+ ){1,6}?(?:do|touch|access|reach|see|open|read|use|get (?:at|to)|(?:allowed|able|permitted|entitled) to)\b)/gi,
    "whatcan",
  ],
  [
    /(?:谁|哪些人|哪些用户|什么人|都有谁)(?:都)?(?:能够?|可以|有权限?)(?:访问|看到?|打开|读取?|查看|编辑|下载|改|删|动|用)?/g,
    "whocan",
  ],
  [/能(?:访问|看到?|打开|读取?|查看|编辑)(?=[^，。,]{1,12}的(?:所有|全部)?(?:人|用户))/g, "whocan"],
  [
    /(?:都|到底|究竟)?能(?:够)?(?:干|做|碰|动|访问|看到?|用|操作)(?:些|到)?(?:啥|什么|哪些(?:东西|事情?|资源|内容)?)/g,
    "whatcan",
  ],
  [/\b(?:make|have|get|let)(?= (?:\S+ ){1,4}?(?:stop|quit)\b)/gi, " "],
  [/\bstop(?:s|ped)?(?= (?:\S+ ){0,5}?us(?:e|es|ing)\b)|\bno longer us(?:e|es|ing)\b/gi, "unbind"],
  [/\b(?:must|should|may|can|shall)(?: not|n't|not) (?:be able to )?use\b/gi, "unbind"],
  [/(?:不(?:让|许|准|能|再让)|别让?)([^，。,;；]{0,10}?)再(?:使用|用|碰|动|拿)/g, "解绑$1"],
  [/[批办看改删读用]得[了到](?=[^，。]*吗)/g, "能不能"],
  [/还(?:能|可以|可)再?(?:建|创建|加|开|新建|添加)(?:几|多少)个?/g, "配额"],
  [/\b(?:moved?|promoted?|switch(?:ed)?|transferr?(?:ed)?|upgraded?|downgraded?)(?= from \S+)/gi, "change"],
  [/\bmake(?= (?:\S+ ){1,5}?(?:admin|administrator|head|manager|leader|member|owner)s?\b)/gi, "promote"],
  [
    /\bmake(?= (?:\S+ ){1,4}?(?:\w+-only|longer|shorter|last|required|mandatory|optional|public|private|stricter)\b)/gi,
    "setto",
  ],
  [/\bmake (?:it|that|this|them)(?= (?!live|up|public)\S)/gi, "setto"],
  [/\b(?:file|put|place|stick)(?= (?:them|him|her|it) (?:below|under|beneath|into|in)\b)/gi, "add"],
  [/\b(?:not|takes?|took) (?:yet )?effect(?:ive)?\b/gi, "publish"],
  [/\bus(?:e|ing)(?= (?:\S+ ){1,5}?(?:to|for) (?:sign|log)[- ]?ins?\b)/gi, "federate"],
  [/(?:需要|想要|要)(?:有)?(?:一[个套条份]|自己的|单独的?|独立的?)/g, "创建"],
  // From one into another, and what it is that somebody gets into or out of.
  [
    /从[^，。,从]{1,10}?组(?:里|中)?[^，。,]{0,4}?(?:调|转|换|挪|移|拉|迁)(?:到|去|至|进|入)(?=[^，。,]{1,10}?组(?!织))/g,
    "换组",
  ],
  [/(?:挪|移动?|转|调|迁|换)(?:到|去|至|进|入)(?=[^，。,]{1,10}?组(?!织))/g, "换组"],
  [/(?:添?加|加入|拉|放|塞|安排|归|划|分)(?:到|进去?|入|至)(?=[^，。,]{1,10}?组(?!织))/g, "入组"],
  [
    /从([^，。,从]{1,10}?组)(?:里|中)?(?:踢|移|去|拿|剔|删|摘|拉|请|清|退)(?:出去?|掉|除|走|出来)?/g,
    "出组$1",
  ],
  [/(?:添?加|加入|拉|放|安排|入职|划|分)(?:到|进去?|入|至)(?=[^，。,]{1,10}?部门?(?!署))/g, "入部门"],
  [/(?:调岗|调动|调|转岗|转|挪|移|换)(?:到|去|至|进)(?=[^，。,]{1,10}?部门?(?!署))/g, "换部门"],
  [/(?:并|挂|移|挪)(?:入|到|进|在)(?=[^，。,]{1,10}?(?:下面|之下|底下))/g, "调整部门"],
  [/的人(?=[^\p{L}]|$)/gu, "的用户"],
  [/(?<![\d.:])(?:\d{2,6}|[两三四五六七八九十百]+)\s*(?:个|条|名|位|份|把)(?!小时|月|星期|钟头)/g, "一批"],
  [/从[^，。,从]{1,10}?(?:升|降|调|换|转)级?(?:到|为|成|去)/g, "变更"],
  // Some people, not how many; and what somebody or something has.
  [/(?<![有是哪])[这那]?(?:好)?几个(?=人|用户|同事|员工|客户|账号)/g, "一批"],
  [/在(?:哪|哪些|哪几个|什么)(?:个)?(?:用户)?组(?:里)?/g, "所属组"],
  [/(?:都|分别|各自)?(?:打了?|贴了?|带了?|有)(?:什么|哪些|啥)标签/g, "列出标签"],
  // “Give X a Y” is about Y.
  [
    /(?:给|为|往|向)([^，。,;；的给为]{1,12}?)(?:里面?|上|中)?(?=加|新增|添|创建|新?建|配|设|绑|挂|开通|打|分配|授|赋|发)/g,
    "$1的",
  ],
  [
    /\b(?:sign|log)(?:s|ging|ing)?[- ]?in(?:to)?\b(?=(?: \S+){0,5}? (?:with|through|via|using|by)\b)/gi,
    "federate",
  ],
  [/\btak(?:e|es|ing)(?= (?:\S+ ){1,6}?offline\b)/gi, "disable"],
  [/\block(?:s|ed|ing)? (?:out|down)\b/gi, "lock"],
  [/\bhand(?:s|ed|ing)? out\b/gi, "issue"],
  [/\bhang(?:s|ing)?(?= (?:\S+ ){1,5}?(?:below|under|beneath)\b)/gi, "move"],
  [/\bwent wrong\b|\bnot working\b|\bdoes(?:n't| not) work\b|\bbroken?\b/gi, "failed"],
  [/\b(?:every(?:one|body)|anyone)(?: who(?:'s| is| are)?)? in\b/gi, "list members"],
  [/\b(?:strip|peel|rip)(?:s|ped|ping|ed|ing)?(?= (?:\S+ ){1,6}?(?:off|out of|from)\b)/gi, "remove"],
  [/\bget(?:ting)? rid of\b|\bkick(?:s|ed|ing)? out\b/gi, "remove"],
  [/\bthrow(?:s|ing)? (?:out|away)\b/gi, "delete"],
  [/\bthr(?:ow|ew|own)(?:s|ing)?(?= (?:\S+ ){1,6}?(?:out|away)\b)/gi, "delete"],
  [/\bkick(?:s|ed|ing)?(?= (?:\S+ ){1,4}?(?:out|off)\b)/gi, "remove"],
  [/\bkick(?:s|ed|ing)? off\b|\bfir(?:e|es|ing) up\b/gi, "start"],
  [
    /\b(?:put|bring|get)(?:s|ting|ing)?(?= (?:\S+ ){1,4}?(?:online|live)\b)|\bmake(?= (?:\S+ ){1,3}?live\b)/gi,
    "publish",
  ],
  [/\btak(?:e|es|ing)(?= (?:\S+ ){1,6}?out of (?:service|use|action)\b)/gi, "disable"],
  [/\bout of (?:service|use|action)\b/gi, " "],
  [/\btak(?:e|es|ing) (?:away|back|off)\b|\bpull(?:s|ing)? back\b/gi, "revoke"],
  [/\btak(?:e|es|ing)(?= (?:\S+ ){1,6}?(?:off|out|away|from)\b)/gi, "remove"],
  [/\b(?:remove|delete|drop|revoke)(?= (?:\S+ ){0,4}?polic(?:y|ies) (?:from|off)\b)/gi, "detach"],
  [/\b(?:remove|delete|drop|clear|erase)(?= (?:\S+ ){0,5}?(?:tag|label)s?\b)/gi, "untag"],
  [/\bset(?:s|ting)? (?:it|this|that|them|one)(?: all)? up\b/gi, "make"],
  [/\bset(?:s|ting)?[- ]?up\b|\bbring(?:s|ing)? up\b|\bspin(?:s|ning)? up\b/gi, "make"],
  [/\b(?:turn|switch)(?:s|es|ed|ing)? (?:it |them |this )?on\b|\bgo(?:es|ing)? live\b/gi, "enable"],
  [/\b(?:turn|switch|shut)(?:s|es|ed|ing|ting)? (?:it |them |this )?(?:off|down)\b/gi, "disable"],
  [/\b(?:turn|switch)(?:s|es|ed|ing)?(?= (?:\S+ ){1,4}?on\b)/gi, "enable"],
  [/\b(?:turn|switch)(?:s|es|ed|ing)?(?= (?:\S+ ){1,4}?off\b)/gi, "disable"],
  [/\blook(?:s|ing)? (?:at|up|into)\b|\bread(?:s|ing)? back\b|\bcheck(?:s|ing)? out\b/gi, "see"],
  [/\bgive(?:s|n)?(?: me| us)\b/gi, "see"],
  [/\b(?:swap|trade|exchange)(?= (?:\S+ ){1,4}?for an? )/gi, "exchange"],
  [/\b(?:turn|change|make)(?= (?:\S+ ){1,10}?into\b)/gi, "convert"],
  [
    /\b(?:put|enter|use|save)(?= (?:\S+ ){0,2}?new (?:address|certificate|cert|code|key|metadata|one|password|secret|token|url|value)\b)/gi,
    "update",
  ],
  [/\bhow many\b/gi, "count"],
  [/\bhow much\b|\bused up\b/gi, "usage"],
  [
    /\b(?:two|three|four|five|six|seven|eight|nine|ten|twenty|fifty|hundred|\b\d{1,6}) (?=(?:\S+ ){0,2}?(?:accounts|agents|apps|colleagues|contractors|customers|departments|documents|employees|endpoints|files|groups|keys|members|objects|partners|people|policies|providers|resources|routes|users)\b)/gi,
    "several ",
  ],
  [
    /\b(?:in|with) (?:one|a single) (?:call|go|request|shot)\b|\bat once\b|\ball together\b|\bin bulk\b/gi,
    "batch",
  ],
  [/\btr(?:y|ies|ying) out\b/gi, "test"],
  [/\b(?:service|robot|machine|bot|non[- ]?human) (?:accounts?|identit(?:y|ies)|users?)\b/gi, "robot"],
  [/^\W*(?:is|are|was|were|am|does|did|has|have|what|where|when)\b/gi, "asking"],
  // “Set” is a verb at the beginning of a clause, else a thing (“permission set”).
  [/(?<=^\W*|[,;:.]\s+|\b(?:and|can|i|must|please|should|then|to|we|you) )set\b(?! of)/gi, "setto"],
  [/\bpeople\b|\bpersons?\b/gi, "person"],
];
