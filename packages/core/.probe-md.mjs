import { markdownToMdast } from 'satteri'
const f = { gfm: true, frontmatter: false }
const fam = {
 quotes: n => '> '.repeat(n), lists: n => '- '.repeat(n)+'a', tabbed: n => '-\t'.repeat(n)+'a', nestEm: n => '*a **a '.repeat(n)+'b'+'** *'.repeat(n).slice(0), brackets: n=>'['.repeat(n)+'a'+']'.repeat(n),
 links: n => '[a]('.repeat(n), linkb: n=>'[a](b'.repeat(n), abr: n=>'a]'.repeat(n), cdata: n=>'a <![CDATA['.repeat(n), comment:n=>'a <!-- '.repeat(n), pi:n=>'a <?'.repeat(n), decl:n=>'a <!A '.repeat(n),
 em:n=>'*a_ '.repeat(n), au:n=>'a_ '.repeat(n), backt:n=>Array.from({length:Math.floor(Math.sqrt(n))},(_, i)=>'e'+'`'.repeat(i)).join(''), lazy:n=>'> a\n'+'a\n'.repeat(n), nestlist: n=>Array.from({length:Math.floor(Math.sqrt(n))},(_, i)=>' '.repeat(2*i)+'- a\n').join(''),
 auto:n=>'http://a.b/'+'&a;'.repeat(n), mail:n=>'a@'.repeat(n)+'b', mail2:n=>'a.b-'.repeat(n)+'@c', ragged:n=>'|'+'a|'.repeat(n)+'\n|'+'-|'.repeat(n)+'\n'+'|a\n'.repeat(n), imgs:n=>'![[]()'.repeat(n), paren:n=>'[ (]('.repeat(n), refs:n=>'[a]: u\n'.repeat(n)+'[a]'.repeat(n), refs2:n=>'[a'.repeat(n), foot:n=>'[^a]: x\n\n'+'[^a]'.repeat(n), foot2: n=>Array.from({length:n},(_, i)=>`[^${i}]`).join(' ')+'\n\n'+Array.from({length:n},(_, i)=>`[^${i}]: x`).join('\n'),
 strike:n=>'~a ~~b '.repeat(n), headings:n=>'# a\n\n'.repeat(n), emq: n=>'> '.repeat(Math.min(n,2000))+'*a '.repeat(2000), i389:n=>'*a '.repeat(n)+'_a*_ '.repeat(n), div:n=>'<div>'.repeat(n), divl:n=>'<div>\n\n'.repeat(n), nl:n=>'\n'.repeat(n), ent:n=>'&'.repeat(n), bs:n=>'\\'.repeat(n), lt:n=>'<'.repeat(n), attr:n=>'<a '+'b '.repeat(n), attr2:n=>'<a b="'.repeat(n), star:n=>'*'.repeat(n)+'a'+'*'.repeat(n), starsp:n=>'**a '.repeat(n), hr:n=>'* '.repeat(n), setext:n=>'a\n'.repeat(n)+'=', tabl2:n=>'a|'.repeat(n)+'\n'+'-|'.repeat(n), autolt:n=>'<http://a'.repeat(n), www:n=>'www.a.'.repeat(n), refdef:n=>'[a]: '.repeat(n), defs:n=>Array.from({length:n},(_, i)=>`[${i}]: x`).join('\n'), nestq:n=>Array.from({length:Math.floor(Math.sqrt(n))},(_, i)=>'>'.repeat(i)+' a\n').join(''),
}
const only = process.argv[2]
const N = +process.argv[3] || 2000
for (const [k, g] of Object.entries(fam)) { if (only && only!=='all' && k!==only) continue
 const out=[]
 for (const m of [1,2,4]) { const s = g(N*m); const c=process.cpuUsage(); let e=''; try { markdownToMdast(s,{features:f}) } catch (x) { e = x.name+':'+String(x.message).slice(0,40) } const d=process.cpuUsage(c); out.push(`${s.length}:${((d.user+d.system)/1e3).toFixed(0)}ms${e}`) }
 console.log(k, out.join('  '))
}
